package io.mcc.engine.dht;

import io.mcc.codec.Endpoint;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.Arrays;

/**
 * Whether strangers reach this node. One who dials it from a prefix that it has never dialled shows
 * that they do. A node that comes back dials everybody it knew, and in a small network nobody is
 * left to show it once more: so it goes on where peers see it at the address at which it was
 * reached in an earlier life. Owned by the loop; lives as long as the node.
 */
final class OwnReach {
  /**
   * How long ago a stranger may have reached the node in an earlier life: small networks meet no
   * stranger for days, and a wrong belief costs little, as whoever takes this node into its table
   * has dialled it itself.
   */
  static final long MEMORY_MS = 7 * 24 * 3_600_000L;

  /** How far clocks may go back between two lives. */
  static final long TOLERANCE_MS = 600_000L;

  /** The instant that is kept moves in such steps, so that the file isn't written all the time. */
  static final long RENEWAL_MS = 3_600_000L;

  /** A node that has dialled more prefixes without a proof finds none any more. */
  private static final int PREFIX_COUNT_MAX = 1_024;

  private final OwnAddress ipv4 = new OwnAddress();
  private final OwnAddress ipv6 = new OwnAddress();
  private final Endpoint reachedAt = new Endpoint();
  private final Time time;
  private final Counters counters;
  private ReachState state = ReachState.CLIENT;
  private long reachedMs;
  private boolean wasReachedByIpv4;
  private long[] dialledPrefixes = new long[0];
  private int dialledCount;

  OwnReach(Time time, Counters counters) {
    this.time = time;
    this.counters = counters;
  }

  /** Whether nothing says that strangers reach this node. */
  boolean isClient() {
    return state == ReachState.CLIENT;
  }

  /** A stranger reached this node in an earlier life: it has to be seen where it was then. */
  void onReachedEarlier(Outcome.ReachedAt earlier) {
    reachedAt.set(Endpoint.parse(earlier.address()));
    reachedMs = earlier.epochMs();
  }

  /** What is to be known in the next life; null where no stranger has reached this node. */
  Outcome.ReachedAt toKeep() {
    if (state == ReachState.PROVEN && time.epochMs() - reachedMs >= RENEWAL_MS) {
      reachedMs = time.epochMs();
    }
    return reachedAt.isSet() ? new Outcome.ReachedAt(reachedAt.text(), reachedMs) : null;
  }

  /** This node has dialled an address. */
  void onDialled(Endpoint endpoint) {
    long prefix = endpoint.prefix();
    if (state == ReachState.PROVEN || hasDialled(prefix) || dialledCount == PREFIX_COUNT_MAX) {
      return;
    }
    if (dialledCount == dialledPrefixes.length) {
      dialledPrefixes = Arrays.copyOf(dialledPrefixes, Math.max(8, 2 * dialledCount));
    }
    dialledPrefixes[dialledCount++] = prefix;
  }

  private boolean hasDialled(long prefix) {
    for (int i = 0; i < dialledCount; i++) {
      if (dialledPrefixes[i] == prefix) {
        return true;
      }
    }
    return false;
  }

  /**
   * Somebody has reached this node, from elsewhere than a network of its own.
   *
   * @param isDialling whether this node is dialling that one's prefix at the moment
   */
  void onReached(Endpoint peer, boolean isDialling) {
    boolean isStranger =
        dialledCount < PREFIX_COUNT_MAX && !isDialling && !hasDialled(peer.prefix());
    if (state == ReachState.PROVEN || !isStranger) {
      return;
    }
    state = ReachState.PROVEN;
    counters.increment(EngineCounter.REACHED_BY_STRANGER);
    dialledPrefixes = new long[0];
    dialledCount = 0;
    wasReachedByIpv4 = peer.isIpv4();
    reachedAt.clear();
    reachedMs = time.epochMs();
    noteWhere();
  }

  /** Where it was reached is known as soon as peers agree on where they see this node. */
  private void noteWhere() {
    OwnAddress own = wasReachedByIpv4 ? ipv4 : ipv6;
    if (!reachedAt.isSet() && own.isKnown()) {
      reachedAt.set(own.endpoint());
    }
  }

  /** Whether peers see this node in the prefix of an address. */
  boolean isBeside(Endpoint endpoint) {
    OwnAddress own = endpoint.isIpv4() ? ipv4 : ipv6;
    return own.isKnown() && own.endpoint().prefix() == endpoint.prefix();
  }

  /** A peer says at which address it sees this node. */
  void onObserved(Endpoint observed) {
    if (observed.isLocal() || !observed.isContactable()) {
      return;
    }
    OwnAddress own = observed.isIpv4() ? ipv4 : ipv6;
    own.hear(observed);
    if (state == ReachState.PROVEN) {
      noteWhere();
    } else if (own.isKnown() && reachedAt.isSet() && reachedAt.isIpv4() == observed.isIpv4()) {
      remember(own.endpoint().equals(reachedAt));
    }
  }

  private void remember(boolean isSeenThere) {
    if (!isSeenThere) {
      state = ReachState.CLIENT;
    } else if (state == ReachState.CLIENT && isRecent()) {
      state = ReachState.REMEMBERED;
      counters.increment(EngineCounter.REACH_REMEMBERED);
    }
  }

  private boolean isRecent() {
    long agoMs = time.epochMs() - reachedMs;
    return agoMs >= -TOLERANCE_MS && agoMs <= MEMORY_MS;
  }
}
