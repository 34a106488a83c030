package io.mcc.tools.hostile;

import io.mcc.codec.FindNode;
import io.mcc.codec.Nodes;
import io.mcc.codec.Ping;
import io.mcc.codec.Pong;
import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordMissing;
import io.mcc.codec.Refused;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A peer by the rules that asks a node under attack all the time, and so finds out whether a
 * session that was there before goes on. A reply also says that the node has taken whatever was
 * sent before the request. Owned by one thread.
 */
final class Witness {
  private static final long LATENCY_MAX_NS = TimeUnit.SECONDS.toNanos(60);

  private final Histogram latencyNs = new Histogram(LATENCY_MAX_NS, 3);
  private final Peer peer;
  private long askedCount;
  private long silentCount;
  private long otherCount;

  Witness(Peer peer) {
    this.peer = peer;
    if (!peer.dial()) {
      throw new AssertionError("the node doesn't answer to a handshake");
    }
  }

  /** Asks once, each time something else. */
  void ask() {
    long startNs = System.nanoTime();
    int type = askNext();
    latencyNs.recordValue(Math.min(LATENCY_MAX_NS, System.nanoTime() - startNs));
    if (type == Peer.SILENCE) {
      silentCount++;
    } else if (type == Refused.TYPE) {
      otherCount++;
    }
  }

  private int askNext() {
    return switch ((int) (askedCount++ % 3)) {
      case 0 -> expect(peer.ask(Ping.TYPE, peer.messages()::ping), Pong.TYPE, Pong.TYPE);
      case 1 ->
          expect(
              peer.ask(
                  FindNode.TYPE,
                  id -> peer.messages().findNode(id, peer.keys().identity().nodeId())),
              Nodes.TYPE,
              Nodes.TYPE);
      default ->
          expect(
              peer.ask(RecordGet.TYPE, peer.messages()::get), RecordFound.TYPE, RecordMissing.TYPE);
    };
  }

  private int expect(int type, int one, int other) {
    if (type != Peer.SILENCE && type != Refused.TYPE && type != one && type != other) {
      throw new AssertionError("the wrong kind of reply: " + type);
    }
    return type;
  }

  /** Requests so far. */
  long askedCount() {
    return askedCount;
  }

  /** Requests that stayed without a reply. */
  long silentCount() {
    return silentCount;
  }

  @Override
  public String toString() {
    return String.format(
        "%d requests of a session from before, %d silent, %d refused, p50 %.0f us, p99 %.0f us",
        askedCount,
        silentCount,
        otherCount,
        latencyNs.getValueAtPercentile(50) / 1e3,
        latencyNs.getValueAtPercentile(99) / 1e3);
  }
}
