package io.mcc.sim;

import io.mcc.codec.Endpoint;
import io.mcc.engine.command.Outcome;
import io.mcc.sim.toy.ToyHash;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * 128 bits over everything that a run brought forth: each datagram sent, with its instant, sender
 * and receiver, and each outcome. Two runs with the same hash were the same run.
 */
public final class TraceHash {
  private final ToyHash hash = new ToyHash().start(0);
  private long entryCount;

  void onDatagram(
      long timeNs, Endpoint from, Endpoint to, DirectBuffer buffer, int offset, int length) {
    entryCount++;
    hash.word(timeNs);
    absorb(from);
    absorb(to);
    hash.bytes(buffer, offset, length);
  }

  void onOutcome(long timeNs, int node, long commandId, Outcome outcome) {
    entryCount++;
    hash.word(timeNs).word(node).word(commandId);
    absorb(text(outcome));
  }

  private void absorb(Endpoint endpoint) {
    hash.word(endpoint.high()).word(endpoint.low()).word(endpoint.port());
  }

  private void absorb(String text) {
    hash.word(text.length());
    for (int i = 0; i < text.length(); i++) {
      hash.word(text.charAt(i));
    }
  }

  /** A record's own text but for arrays, which print as where they lie. */
  private static String text(Outcome outcome) {
    if (outcome instanceof Outcome.Found found) {
      return String.join(
          " ",
          found.key(),
          found.owner(),
          found.name(),
          Long.toString(found.sequence()),
          Long.toString(found.expiryMs()),
          found.contentType(),
          Arrays.toString(found.value()),
          found.tag(),
          found.trace().toString());
    }
    return outcome.toString();
  }

  /** Datagrams and outcomes so far. */
  public long entryCount() {
    return entryCount;
  }

  /** The hash so far: 32 hexadecimal digits. */
  public String text() {
    return String.format("%016x%016x", hash.squeeze(0), hash.squeeze(1));
  }
}
