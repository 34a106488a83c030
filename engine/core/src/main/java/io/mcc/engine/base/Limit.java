package io.mcc.engine.base;

import java.util.EnumSet;
import java.util.Set;

/**
 * Every capacity that an operator may see and move, by the name used in {@code -limit name=value}.
 */
public enum Limit {
  /** Sessions. */
  SESSIONS("sessions", 4_096, 16, 65_536, "encrypted sessions held at once"),
  /** Sessions per address prefix. */
  SESSIONS_PER_PREFIX(
      "sessions-per-prefix", 256, 1, 65_536, "sessions per /24 (IPv6 /56); local networks exempt"),
  /** Half-open handshakes. */
  HANDSHAKES("handshakes", 1_024, 16, 16_384, "handshakes under way at once"),
  /** Half-open handshakes per address prefix. */
  HANDSHAKES_PER_PREFIX(
      "handshakes-per-prefix", 16, 1, 16_384, "handshakes per /24; local networks exempt"),
  /** Handshakes a second from one address. */
  HANDSHAKE_RATE(
      "handshake-rate", 20, 1, 100_000, "handshakes a second from one address, burst of 5"),
  /** Requests under way. */
  REQUESTS("requests", 8_192, 64, 65_536, "requests to other nodes under way at once"),
  /** Frames that wait for a handshake. */
  QUEUED_FRAMES("queued-frames", 1_024, 16, 16_384, "frames that wait for a session to open"),
  /** Lookups. */
  LOOKUPS("lookups", 512, 4, 4_096, "lookups under way at once"),
  /** Operations. */
  OPERATIONS("operations", 512, 4, 4_096, "multi-step operations under way at once"),
  /** Commands. */
  COMMANDS("commands", 1_024, 4, 16_384, "commands from other threads under way at once"),
  /** Contacts. */
  CONTACTS("contacts", 4_096, 64, 65_536, "contacts in the routing table, replacements included"),
  /** Records. */
  RECORDS("records", 1_000_000, 16, 16_000_000, "records in the store"),
  /** Bytes of records. */
  RECORD_BYTES("record-bytes", 4L << 30, 1L << 20, 1L << 40, "bytes of records in the store"),
  /** Bytes of the journal. */
  JOURNAL_BYTES("journal-bytes", 16L << 30, 1L << 20, 1L << 42, "bytes of the journal on disk"),
  /** Publishers. */
  PUBLISHERS("publishers", 1_000_000, 16, 16_000_000, "publishers whose records are held"),
  /** Records of one publisher. */
  PUBLISHER_RECORDS("publisher-records", 1_000, 1, 1_000_000, "records held for one publisher"),
  /** Bytes of one publisher. */
  PUBLISHER_BYTES(
      "publisher-bytes", 4L << 20, 1_024, 1L << 40, "bytes of records held for one publisher"),
  /** Writes of one publisher. */
  PUBLISHER_WRITES(
      "publisher-writes", 100, 1, 1_000_000, "writes a minute accepted of one publisher"),
  /** Writes on the way to the disk. */
  RECORD_WRITES("record-writes", 1_024, 16, 65_536, "writes of records on the way to the disk"),
  /** Bytes of writes on the way to the disk. */
  RECORD_WRITE_BYTES(
      "record-write-bytes",
      8L << 20,
      1L << 17,
      1L << 30,
      "bytes of records on the way to the disk"),
  /** Signature checks a second. */
  SIGNATURE_CHECKS(
      "signature-checks",
      4_000,
      10,
      1_000_000,
      "signatures of records checked a second for one peer; a wrong one counts as 65"),
  /** Keys whose last read is remembered. */
  READ_MEMORY(
      "read-memory",
      65_536,
      16,
      16_000_000,
      "names whose last read is remembered, so that no later one yields less; 90 bytes each"),
  /** Long values being pulled. */
  RECORD_PULLS("record-pulls", 64, 1, 1_024, "long values being fetched from other nodes at once");

  private static final Set<Limit> OF_EACH =
      EnumSet.of(
          SESSIONS_PER_PREFIX,
          HANDSHAKES_PER_PREFIX,
          HANDSHAKE_RATE,
          PUBLISHER_RECORDS,
          PUBLISHER_BYTES,
          PUBLISHER_WRITES,
          SIGNATURE_CHECKS);

  private final String text;
  private final long defaultValue;
  private final long valueMin;
  private final long valueMax;
  private final String meaning;

  Limit(String text, long defaultValue, long valueMin, long valueMax, String meaning) {
    this.text = text;
    this.defaultValue = defaultValue;
    this.valueMin = valueMin;
    this.valueMax = valueMax;
    this.meaning = meaning;
  }

  /** The name that users type. */
  public String text() {
    return text;
  }

  /** What holds where nothing is said. */
  public long defaultValue() {
    return defaultValue;
  }

  /** The least value allowed. */
  public long valueMin() {
    return valueMin;
  }

  /** The greatest value allowed. */
  public long valueMax() {
    return valueMax;
  }

  /**
   * Whether it bounds something of the whole node, of which there is so much at a time; the others
   * hold for each address, prefix, publisher or peer.
   */
  public boolean isOfWholeNode() {
    return !OF_EACH.contains(this);
  }

  /** What is counted, for users. */
  public String meaning() {
    return meaning;
  }
}
