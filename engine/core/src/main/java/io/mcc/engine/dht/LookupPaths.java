package io.mcc.engine.dht;

import java.util.Arrays;

/**
 * Which path of a lookup hears of whom, and how many requests each has sent and has in flight.
 * Reused; owned by the loop.
 */
final class LookupPaths {
  /** Hops from the own table to its contacts. */
  static final int SEED_DEPTH = 1;

  private static final int NONE = -1;

  private final int alpha;
  private final int[] inFlightCounts = new int[LookupMode.PATH_COUNT_MAX];
  private final int[] requestCounts = new int[LookupMode.PATH_COUNT_MAX];
  private final int[] repeatCounts = new int[LookupMode.PATH_COUNT_MAX];
  private int count;
  private int seedCount;
  private int dealtCount;
  private boolean hasElders;
  private int requestCount;

  /**
   * @param alpha requests that each path has in flight at once
   */
  LookupPaths(int alpha) {
    this.alpha = alpha;
  }

  void begin(int count) {
    this.count = count;
    seedCount = 0;
    dealtCount = 0;
    hasElders = false;
    requestCount = 0;
    Arrays.fill(inFlightCounts, 0);
    Arrays.fill(requestCounts, 0);
    Arrays.fill(repeatCounts, 0);
  }

  int count() {
    return count;
  }

  /** The path of the next contact of the own table: they are dealt out in turn. */
  int ofSeed() {
    return seedCount++ % (hasElders ? count - 1 : count);
  }

  /** The path of the elders; from now on it has no other contacts of the own table. */
  int ofElder() {
    hasElders = count > 1;
    seedCount++;
    return count - 1;
  }

  /** Hops from the own table to those that the paths begin with. */
  int beginDepth() {
    return seedCount == 1 ? SEED_DEPTH + 1 : SEED_DEPTH;
  }

  /**
   * The path of a peer that another has named: the one that has asked it. But where there was only
   * one contact to begin with, those it names are dealt out, for else there would be only one path.
   *
   * @param depth hops from the own table
   */
  int ofNamed(int askedBy, int depth) {
    boolean isDealt = depth > SEED_DEPTH && depth == beginDepth();
    return isDealt ? dealtCount++ % count : askedBy;
  }

  /** Requests of all paths so far. */
  int requestCount() {
    return requestCount;
  }

  /**
   * The path with the fewest requests in flight, so that none falls behind.
   *
   * @param except bits of the paths that aren't meant; at least one is left
   */
  int idlest(int except) {
    int idlest = NONE;
    for (int path = 0; path < count; path++) {
      boolean isMeant = (except & 1 << path) == 0;
      if (isMeant && (idlest == NONE || inFlightCounts[path] < inFlightCounts[idlest])) {
        idlest = path;
      }
    }
    return idlest;
  }

  /** Whether a path has as many requests in flight as it may. */
  boolean isBusy(int path) {
    return inFlightCounts[path] == alpha;
  }

  /** Whether a path has nothing in flight. */
  boolean isIdle(int path) {
    return inFlightCounts[path] == 0;
  }

  /** Whether a path may not send another request. */
  boolean isAtBound(int path) {
    return requestCounts[path] == Lookup.PATH_REQUEST_COUNT_MAX
        || requestCount == Lookup.REQUEST_COUNT_MAX;
  }

  /**
   * Whether a path may ask somebody again: a third of its requests may go to that, lest a crowd of
   * dead peers use up what is there for the living.
   */
  boolean mayRepeat(int path) {
    return !isAtBound(path) && 3 * repeatCounts[path] < Lookup.PATH_REQUEST_COUNT_MAX;
  }

  /** A request is in flight. */
  void onAsked(int path) {
    inFlightCounts[path]++;
    count(path);
  }

  /** A request was sent beside one that counts as in flight no more. */
  void onRepeated(int path) {
    repeatCounts[path]++;
    count(path);
  }

  private void count(int path) {
    requestCounts[path]++;
    requestCount++;
  }

  /** A request has ended, or is waited for no longer. */
  void onLanded(int path) {
    inFlightCounts[path]--;
  }
}
