package io.mcc.engine.record;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.dht.Lookup;
import io.mcc.engine.dht.RoutingTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes closest to a record's key as a lookup found them, and how the request to each stands.
 * One per operation; owned by the loop.
 */
final class HolderRequests {
  /** Nodes that are to hold a record. */
  static final int REPLICA_COUNT = 8;

  private static final int ATTEMPT_COUNT_MAX = 3;

  /** How the request to a node stands. */
  enum State {
    /** It has not been asked. */
    FRESH,
    /** Its answer is awaited. */
    ASKED,
    /** It answered. */
    ANSWERED,
    /** It kept silent. Busy rather than gone: a moment ago it answered the lookup. */
    SILENT,
    /** It refused or could not be asked, or has been given up: the next closest stands in. */
    FAILED
  }

  private final Contact[] contacts = new Contact[RoutingTable.K];
  private final State[] states = new State[RoutingTable.K];
  private final int[] attempts = new int[RoutingTable.K];
  private int count;
  private int targetCount;
  private boolean selfHolds;

  /** Takes over what a lookup found. */
  void begin(Lookup lookup, Id ownId) {
    count = lookup.closestCount();
    int closer = 0;
    for (int i = 0; i < count; i++) {
      contacts[i] = new Contact();
      lookup.closest(i, contacts[i]);
      states[i] = State.FRESH;
      closer += Id.compareDistance(lookup.target(), contacts[i].id, ownId) < 0 ? 1 : 0;
    }
    selfHolds = closer < REPLICA_COUNT;
    targetCount = Math.min(count, selfHolds ? REPLICA_COUNT - 1 : REPLICA_COUNT);
  }

  /** Nodes found, closest first. */
  int count() {
    return count;
  }

  /** Nodes other than this one that are among the eight closest live ones. */
  int targetCount() {
    return targetCount;
  }

  /** Whether this node is among the eight closest live ones. */
  boolean selfHolds() {
    return selfHolds;
  }

  /** How many of the eight closest live nodes make a majority. */
  int majority() {
    return (targetCount + (selfHolds ? 1 : 0)) / 2 + 1;
  }

  /**
   * How many nodes other than this one must answer so that one of them holds whatever a majority
   * has acknowledged, where this node may have lost its own copy: n - ⌊n / 2⌋. Alone it can't be
   * reached.
   */
  int confirmation() {
    return (targetCount + (selfHolds ? 1 : 0) + 1) / 2;
  }

  Contact contact(int entry) {
    return contacts[entry];
  }

  State state(int entry) {
    return states[entry];
  }

  int attempts(int entry) {
    return attempts[entry];
  }

  int countOf(State state) {
    int sum = 0;
    for (int entry = 0; entry < count; entry++) {
      sum += states[entry] == state ? 1 : 0;
    }
    return sum;
  }

  /**
   * The next node to ask, so that as many of the closest as there are targets answer or are being
   * asked: where one has failed, the next closest takes its place. Or -1.
   *
   * @param windowMax how many may be under way
   */
  int nextFresh(int windowMax) {
    int wanted = 0;
    int underWay = countOf(State.ASKED);
    for (int entry = 0; entry < count && underWay < windowMax && wanted < targetCount; entry++) {
      if (states[entry] == State.FRESH) {
        return entry;
      }
      wanted += states[entry] == State.FAILED ? 0 : 1;
    }
    return -1;
  }

  void onAsked(int entry) {
    states[entry] = State.ASKED;
    attempts[entry]++;
  }

  /**
   * Gives up as many of those that kept silent as a majority needs others in their place. The rest
   * may well hold the record, and a copy too many stays until its holder has asked all eight.
   */
  void giveUpSilentIfNeeded() {
    int hopes = countOf(State.ANSWERED) + countOf(State.ASKED) + (selfHolds ? 1 : 0);
    for (int entry = 0; entry < count && hopes < majority(); entry++) {
      if (states[entry] == State.SILENT) {
        states[entry] = State.FAILED;
        hopes++;
      }
    }
  }

  /** Those that answered may be asked once more: what they showed couldn't be had. */
  void askAgain() {
    for (int entry = 0; entry < count; entry++) {
      if (states[entry] == State.ANSWERED && attempts[entry] < ATTEMPT_COUNT_MAX) {
        states[entry] = State.FRESH;
      }
    }
  }

  void onEnd(int entry, State state) {
    states[entry] = state;
  }

  /** Ids of the nodes that failed. */
  List<String> tried() {
    List<String> ids = new ArrayList<>();
    for (int entry = 0; entry < count; entry++) {
      if (states[entry] != State.ANSWERED && states[entry] != State.FRESH) {
        ids.add(contacts[entry].id.text());
      }
    }
    return ids;
  }
}
