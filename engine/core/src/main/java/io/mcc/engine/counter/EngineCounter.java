package io.mcc.engine.counter;

/**
 * Every figure that a node counts up from 0 at its start and never down. The name of a constant in
 * lower case is the name by which users see it; constants are grouped by the part that counts, and
 * a new one goes to the end of its group.
 */
public enum EngineCounter {
  // The loop and its sockets.

  /** Datagrams received. */
  DATAGRAMS_RECEIVED("datagrams that the sockets handed over"),
  /** Bytes received. */
  BYTES_RECEIVED("bytes of datagrams that the sockets handed over, without IP and UDP headers"),
  /** Datagrams sent. */
  DATAGRAMS_SENT("datagrams that the sockets took"),
  /** Bytes sent. */
  BYTES_SENT("bytes of datagrams that the sockets took, without IP and UDP headers"),
  /** Sends dropped for want of room. */
  SENDS_DROPPED("datagrams dropped because the socket's send buffer was full"),
  /** Sends without a socket. */
  SENDS_WITHOUT_SOCKET("datagrams dropped because no socket listens on their address family"),
  /** Sends refused. */
  SEND_ERRORS("datagrams that the operating system refused to send"),
  /** Receives failed. */
  RECEIVE_ERRORS("receives that failed, an ICMP message about an earlier send included"),
  /** Datagrams too long. */
  DATAGRAMS_TOO_LONG("datagrams received that were longer than the protocol allows"),
  /** Turns. */
  LOOP_TURNS("turns of the loop"),
  /** Turns with work. */
  LOOP_TURNS_WITH_WORK("turns of the loop that found something to do"),
  /** Stalls. */
  LOOP_STALLS("turns of the loop that took more than 10 ms"),
  /** Exceptions. */
  CORE_EXCEPTIONS("inputs that brought forth an exception: each one is a bug, please report it"),
  /** Time at work. */
  LOOP_BUSY_NS("time that the loop spent in turns that found something to do"),

  // Sessions.

  /** Handshakes begun. */
  HANDSHAKES_BEGUN("handshakes that this node began"),
  /** Handshakes answered. */
  HANDSHAKES_ANSWERED("handshakes of others that this node answered"),
  /** Handshakes completed. */
  HANDSHAKES_COMPLETED("handshakes that led to a session"),
  /** Handshakes failed. */
  HANDSHAKES_FAILED("handshakes that got no answer, or a wrong one, in time"),
  /** Sessions evicted. */
  SESSIONS_EVICTED("sessions that were given up because the table was full"),
  /** Sessions idle. */
  SESSIONS_IDLE("sessions that ended because nothing was said for too long"),
  /** Rekeys begun. */
  REKEYS_BEGUN("replacements of a session's keys that this node began"),
  /** Rekeys completed. */
  REKEYS_COMPLETED("replacements of a session's keys that were completed, whoever began them"),
  /** Rekeys failed. */
  REKEYS_FAILED("replacements of a session's keys that came to nothing; they are tried again"),
  /** Path challenges. */
  PATH_CHALLENGES_SENT("challenges sent to addresses to which a peer seemed to have moved"),
  /** Paths validated. */
  PATHS_VALIDATED("sessions that followed their peer to another address"),
  /** Moves shown. */
  MOVES_SHOWN("times this node was seen at another address and showed itself to its peers"),
  /** Requests sent. */
  REQUESTS_SENT("requests sent to other nodes"),
  /** Requests answered. */
  REQUESTS_ANSWERED("requests to which a reply came in time"),
  /** Requests silent. */
  REQUESTS_SILENT("requests to which no reply came in time"),
  /** Requests unsent. */
  REQUESTS_UNSENT("requests that could not be sent: a table, queue or the outbox was full"),
  /** Replies unsent. */
  REPLIES_UNSENT("replies that could not be sent because the outbox was full"),
  /** Requests received. */
  REQUESTS_RECEIVED("requests of other nodes"),
  /** Retries sent. */
  RETRIES_SENT("strangers asked under load to come again with a token"),
  /** Retries received. */
  RETRIES_RECEIVED("handshakes of this node that were repeated with a token"),

  // The distributed hash table.

  /** Candidates dropped. */
  CANDIDATES_DROPPED("peers that were not considered for the table: too many wait for a PING"),
  /** Contacts dropped. */
  CONTACTS_DROPPED("contacts that went from the table because they kept silent"),
  /** Contacts left. */
  CONTACTS_LEFT("contacts that went from the table because they said that they stop"),
  /** Contacts verified. */
  CONTACTS_VERIFIED("contacts that came into the table"),
  /** Contacts refused. */
  CONTACTS_REFUSED("verified contacts that were refused: too many of their prefix, or no room"),
  /** Own id elsewhere. */
  OWN_ID_ELSEWHERE("signs that another node runs under this node's id, with a copy of its folder"),
  /** Lookups. */
  LOOKUPS_STARTED("lookups started"),
  /** Lookups refused. */
  LOOKUPS_REFUSED("lookups not started: as many were under way as may"),
  /** Lookups not converged. */
  LOOKUPS_EXHAUSTED("lookups that ended at a limit before the closest nodes had all answered"),
  /** Dial backs. */
  DIAL_BACKS("clients dialled because a contact asked for it"),
  /** Dial backs dropped. */
  DIAL_BACKS_DROPPED("wishes that a client be dialled that were dropped: too many, or no contact"),
  /** Reached by a stranger. */
  REACHED_BY_STRANGER("1 once a node of a network that was never dialled has reached this one"),
  /** Reached in an earlier life. */
  REACH_REMEMBERED(
      "times that peers saw this node where a stranger had reached it in an earlier life"),
  /** Bootstraps. */
  BOOT_ROUNDS("times that all bootnodes were dialled"),

  // Datagrams and frames dropped in silence, by reason.

  /** Too short. */
  REJECTED_TOO_SHORT("datagrams dropped: shorter than any of their form"),
  /** Form unknown. */
  REJECTED_FORM_UNKNOWN("datagrams dropped: unknown form or type"),
  /** Wrong mac1. */
  REJECTED_MAC_WRONG("handshake datagrams dropped: mac1 is not this network's"),
  /** Unexpected. */
  REJECTED_HANDSHAKE_UNEXPECTED("handshake datagrams dropped: nobody waits for them"),
  /** Invalid. */
  REJECTED_HANDSHAKE_INVALID("handshake datagrams dropped: refused by Noise, or nothing in common"),
  /** Limit. */
  REJECTED_HANDSHAKE_LIMIT("handshake datagrams dropped: too many handshakes, or from there"),
  /** Certificate. */
  REJECTED_CERTIFICATE("handshakes dropped: the certificate or its binding does not hold"),
  /** Connection id. */
  REJECTED_CONNECTION_UNKNOWN("sealed packets dropped: no such session"),
  /** Replay. */
  REJECTED_REPLAYED("sealed packets dropped: received before, or too old to know"),
  /** Tag. */
  REJECTED_TAG_WRONG("sealed packets dropped: the tag is wrong"),
  /** Old key. */
  REJECTED_KEY_EXPIRED("frames dropped: authentic, but under a key that is too old for them"),
  /** Path response. */
  REJECTED_PATH_RESPONSE_UNEXPECTED("path responses dropped: nobody waits for them there"),
  /** Malformed. */
  REJECTED_FRAME_MALFORMED("frames dropped: authentic, but malformed"),
  /** Unexpected reply. */
  REJECTED_REPLY_UNEXPECTED("replies dropped: no such request under way"),
  /** Budget. */
  REJECTED_HANDSHAKE_BUDGET("handshake datagrams dropped: no time left for curve work"),
  /** Token. */
  REJECTED_TOKEN_WRONG("handshake datagrams dropped: the token is wrong or too old"),
  /** Verifier. */
  REJECTED_VERIFIER_FULL("handshakes dropped: too many certificates wait to be verified"),

  // Commands.

  /** Commands taken. */
  COMMANDS_TAKEN("commands that the loop took from the gate"),
  /** Commands ended. */
  COMMANDS_ENDED("commands that ended with any outcome"),
  /** Events dropped. */
  EVENTS_DROPPED("events that nobody was told of: they came faster than they were taken"),

  // Records.

  /** Puts received. */
  RECORD_PUTS_RECEIVED("records that other nodes wanted held here"),
  /** Records stored. */
  RECORDS_STORED("records of other nodes written here: new, changed or signed again"),
  /** Records refused as invalid. */
  RECORDS_REFUSED_INVALID("records refused for what they say, their key, hash or signature"),
  /** Records refused by quota. */
  RECORDS_REFUSED_QUOTA("records refused because their publisher holds or writes too much"),
  /** Records refused for want of room. */
  RECORDS_REFUSED_NO_SPACE("records refused because the store or the disk is full"),
  /** Records refused under load. */
  RECORDS_REFUSED_OVERLOADED("records refused because too many writes were under way"),
  /** Equivocations. */
  RECORD_EQUIVOCATIONS("verified records with another value under a sequence already known"),
  /** Signature checks refused. */
  SIGNATURE_CHECKS_REFUSED(
      "records left unverified because a peer had used up its share of checks"),
  /** Store stalls. */
  STORE_STALLS("operations of the record store that took more than 1 ms"),
  /** Records expired. */
  RECORDS_EXPIRED("records removed because their time was over"),
  /** Records handed over. */
  RECORDS_HANDED_OVER("records dropped because eight closer nodes hold them"),
  /** Handovers cut short. */
  HANDOVERS_CUT_SHORT("stops that ended before all records had been offered to others"),
  /** Repairs sent. */
  RECORD_REPAIRS_SENT("puts to holders that a read showed to have an older record, or none"),
  /** Repairs taken. */
  RECORD_REPAIRS_TAKEN("puts to such holders that they acknowledged"),
  /** Repairs skipped. */
  RECORD_REPAIRS_SKIPPED("reads after which holders were left behind: too many repairs under way"),
  /** Repairs at home. */
  RECORD_REPAIRS_AT_HOME("records written here because a read showed this node to be behind"),
  /** Reads refused as stale. */
  READS_STALE("reads that were offered only an older record than was read before"),
  /** Damaged ranges. */
  JOURNAL_DAMAGES("damaged ranges that the start found in the journal"),
  /** Records doubted. */
  RECORDS_DOUBTED(
      "records held back because this node has lost entries that may have changed them"),
  /** Records confirmed. */
  RECORDS_CONFIRMED("records held back that peers confirmed, or that were written again"),
  /** Offers sent. */
  RECORD_OFFERS_SENT("offers of records to other nodes"),
  /** Pulls begun. */
  RECORD_PULLS_BEGUN("long values whose fetching began"),
  /** Pulls failed. */
  RECORD_PULLS_FAILED("long values that could not be fetched");

  private final String meaning;

  EngineCounter(String meaning) {
    this.meaning = meaning;
  }

  /** What is counted, for users: a phrase without a full stop. */
  public String meaning() {
    return meaning;
  }
}
