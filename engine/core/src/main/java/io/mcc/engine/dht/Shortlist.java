package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.session.AddressFamilies;
import java.util.Arrays;

/**
 * What a lookup knows: peers in the order of their distance to the target, how far it has come with
 * each, and which of its paths have heard of it. Flat arrays that grow on demand to 128 peers; when
 * they are full the farthest gives way. An entry keeps its index. Reused from lookup to lookup.
 * Owned by the loop.
 */
final class Shortlist {
  static final int CAPACITY_MAX = 128;
  static final int ATTEMPTS_MAX = 4;

  /** No such entry, or nobody referred to the peer: it is from our own table. */
  static final int NONE = -1;

  /** Nobody else is to be asked, but somebody who matters hasn't answered yet. */
  static final int WAIT = -2;

  /** The closest that the path knows have answered. */
  static final int DONE = -3;

  private static final int NO_DOUBT = 0;
  private static final int REFERRER_UNRELIABLE = 1;
  private static final int RECENTLY_SILENT = 2;

  private final ContactArray contacts = new ContactArray();
  private final Hearsay hearsay;
  private final Referrals referrals = new Referrals();
  private final Id target = new Id();
  private int[] order = new int[0];
  private PeerStage[] stages = new PeerStage[0];
  private byte[] paths = new byte[0];
  private byte[] askedBy = new byte[0];
  private byte[] depths = new byte[0];
  private byte[] attempts = new byte[0];
  private byte[] underWayCounts = new byte[0];
  private long[] dueNs = new long[0];
  private boolean[] quiet = new boolean[0];
  private int count;
  private int answeredCount;
  private int doubtMax;

  Shortlist(AddressFamilies families) {
    hearsay = new Hearsay(contacts, families);
  }

  void begin(Id target) {
    this.target.set(target);
    count = 0;
    answeredCount = 0;
    doubtMax = NO_DOUBT;
  }

  int count() {
    return count;
  }

  boolean contains(Id id) {
    int position = search(id);
    return position < count && contacts.holds(order[position], id);
  }

  /** Peers that answered. */
  int answeredCount() {
    return answeredCount;
  }

  /**
   * Takes in a peer, or one more opinion on where it is. One that failed at another address gets
   * another chance at this one.
   *
   * @param depth hops from our own table, from 1
   * @param referrer the entry that named it, or {@link #NONE}
   * @param isQuiet whether it kept silent lately
   * @param path the path that has heard of it
   */
  void offer(Contact contact, int depth, int referrer, boolean isQuiet, int path) {
    int position = search(contact.id);
    if (position < count && contacts.holds(order[position], contact.id)) {
      paths[order[position]] |= (byte) (1 << path);
      reconsider(order[position], contact, referrer);
      return;
    }
    int entry = claim(position);
    if (entry == NONE) {
      return;
    }
    System.arraycopy(order, position, order, position + 1, count - 1 - position);
    order[position] = entry;
    fill(entry, contact, depth, referrer, isQuiet);
    paths[entry] = (byte) (1 << path);
  }

  private int search(Id id) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (contacts.compareDistance(target, order[middle], id) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void reconsider(int entry, Contact contact, int referrer) {
    boolean isDoubted = stages[entry] == PeerStage.FAILED || referrals.isDoubtful(entry);
    boolean hasMoved = hearsay.hear(entry, contact, referrer == NONE, isDoubted);
    // Somebody better who names the same address is a reason to ask there after all.
    if (hasMoved || stages[entry] == PeerStage.WAITING && isDoubted) {
      referrals.referrer(entry, referrer);
    }
    if (hasMoved && stages[entry] == PeerStage.FAILED && mayAskElsewhere(entry)) {
      stages[entry] = PeerStage.WAITING;
    }
  }

  /** Whether a peer counts as being elsewhere than where it was asked, and may be asked there. */
  boolean mayAskElsewhere(int entry) {
    return attempts[entry] < ATTEMPTS_MAX && hearsay.hasMoved(entry);
  }

  private int claim(int position) {
    if (count < CAPACITY_MAX) {
      if (count == stages.length) {
        grow(Math.max(32, 2 * count));
      }
      return count++;
    }
    int farthest = order[count - 1];
    boolean isFree = stages[farthest] == PeerStage.WAITING || stages[farthest] == PeerStage.FAILED;
    return position < count && isFree ? farthest : NONE;
  }

  private void grow(int capacity) {
    contacts.grow(capacity);
    hearsay.grow(capacity);
    order = Arrays.copyOf(order, capacity);
    stages = Arrays.copyOf(stages, capacity);
    paths = Arrays.copyOf(paths, capacity);
    askedBy = Arrays.copyOf(askedBy, capacity);
    depths = Arrays.copyOf(depths, capacity);
    attempts = Arrays.copyOf(attempts, capacity);
    underWayCounts = Arrays.copyOf(underWayCounts, capacity);
    dueNs = Arrays.copyOf(dueNs, capacity);
    referrals.grow(capacity);
    quiet = Arrays.copyOf(quiet, capacity);
  }

  private void fill(int entry, Contact contact, int depth, int referrer, boolean isQuiet) {
    contacts.put(entry, contact);
    hearsay.begin(entry, referrer == NONE);
    stages[entry] = PeerStage.WAITING;
    depths[entry] = (byte) depth;
    attempts[entry] = 0;
    underWayCounts[entry] = 0;
    referrals.begin(entry, referrer);
    quiet[entry] = isQuiet;
  }

  /**
   * Who is to be asked next on a path: the closest it has heard of that nobody has asked, as long
   * as that one may belong to the {@code windowCount} closest. Those that another path asks count
   * as if this one had: the path knows of them, but not from them. Those that are slow don't count.
   *
   * @param wholeDepth hops from our own table up to which all count, whether closest or not
   * @return an entry, {@link #WAIT} or {@link #DONE}
   */
  int next(int path, int windowCount, int wholeDepth) {
    int inWindow = 0;
    boolean isAsked = false;
    for (int i = 0; i < count && (inWindow < windowCount || wholeDepth > 0); i++) {
      int entry = order[i];
      PeerStage stage = stages[entry];
      boolean isMeant = inWindow < windowCount || depths[entry] <= wholeDepth;
      if (!isMeant || (paths[entry] & 1 << path) == 0) {
        continue;
      }
      if (stage == PeerStage.WAITING && doubt(entry) <= doubtMax) {
        return entry;
      }
      if (stage == PeerStage.ASKED || stage == PeerStage.ANSWERED) {
        isAsked |= stage == PeerStage.ASKED;
        inWindow++;
      }
    }
    return isAsked ? WAIT : DONE;
  }

  /**
   * Lets peers be asked that weren't worth it before: those named by someone whose referrals came
   * to nothing once nobody better is left, and those that kept silent lately only if else nobody
   * answers at all.
   *
   * @return whether there may be some
   */
  boolean relax(int windowCount) {
    if (doubtMax == NO_DOUBT && answeredCount < windowCount) {
      doubtMax = REFERRER_UNRELIABLE;
      return true;
    }
    if (doubtMax < RECENTLY_SILENT && answeredCount == 0) {
      doubtMax = RECENTLY_SILENT;
      return true;
    }
    return false;
  }

  private int doubt(int entry) {
    if (quiet[entry]) {
      return RECENTLY_SILENT;
    }
    return referrals.isDoubtful(entry) ? REFERRER_UNRELIABLE : NO_DOUBT;
  }

  /** A request is about to go to a peer that waits, on this path and no other. */
  void onAsked(int entry, int path) {
    stages[entry] = PeerStage.ASKED;
    askedBy[entry] = (byte) path;
    attempts[entry]++;
    underWayCounts[entry]++;
    dueNs[entry] = Long.MAX_VALUE;
  }

  /** Another request has gone to a peer while those before are under way. */
  void onRepeated(int entry) {
    stages[entry] = PeerStage.SLOW;
    attempts[entry]++;
    underWayCounts[entry]++;
  }

  /** A request to a peer has ended. */
  void onEnded(int entry) {
    underWayCounts[entry]--;
  }

  /** Requests under way to a peer. */
  int underWayCount(int entry) {
    return underWayCounts[entry];
  }

  /** A peer is waited for where it counts as being now; sets when it is slow, or overdue. */
  void dueNs(int entry, long instantNs) {
    hearsay.onAsked(entry);
    dueNs[entry] = instantNs;
  }

  /** When the instant of the next peer under way comes; {@link Long#MAX_VALUE} for none. */
  long nextDueNs() {
    long nextNs = Long.MAX_VALUE;
    for (int entry = 0; entry < count; entry++) {
      if (stages[entry].isAwaited()) {
        nextNs = Math.min(nextNs, dueNs[entry]);
      }
    }
    return nextNs;
  }

  /** A peer whose instant has come, or {@link #NONE}. */
  int due(long nowNs) {
    for (int entry = 0; entry < count; entry++) {
      if (stages[entry].isAwaited() && dueNs[entry] <= nowNs) {
        return entry;
      }
    }
    return NONE;
  }

  /**
   * A peer's instant has come: it is slow, overdue where it was slow before, and lost then.
   *
   * @return whether it counted as in flight until now
   */
  boolean onDue(int entry) {
    boolean wasInFlight = stages[entry] == PeerStage.ASKED;
    boolean wasSlow = stages[entry] == PeerStage.SLOW;
    dueNs[entry] = Long.MAX_VALUE;
    stages[entry] = wasInFlight ? PeerStage.SLOW : wasSlow ? PeerStage.OVERDUE : PeerStage.LOST;
    referrals.onSilent(entry);
    return wasInFlight;
  }

  /** Whether a peer is in this stage. */
  boolean isAny(PeerStage stage) {
    for (int entry = 0; entry < count; entry++) {
      if (stages[entry] == stage) {
        return true;
      }
    }
    return false;
  }

  PeerStage stage(int entry) {
    return stages[entry];
  }

  /** The path that asked the peer. */
  int path(int entry) {
    return askedBy[entry];
  }

  void onAnswered(int entry) {
    stages[entry] = PeerStage.ANSWERED;
    answeredCount++;
    referrals.onAnswered(entry);
  }

  void onFailed(int entry) {
    stages[entry] = PeerStage.FAILED;
    referrals.onSilent(entry);
  }

  /** Lets a peer be asked once more. */
  void onRetry(int entry) {
    stages[entry] = PeerStage.WAITING;
  }

  /** Times that a peer was asked. */
  int attempts(int entry) {
    return attempts[entry];
  }

  int depth(int entry) {
    return depths[entry];
  }

  Contact contact(int entry, Contact into) {
    return contacts.contact(entry, into);
  }

  /** The peer at this rank among those that answered, closest first. */
  void answered(int rank, Contact into) {
    int left = rank;
    for (int i = 0; i < count; i++) {
      if (stages[order[i]] == PeerStage.ANSWERED && left-- == 0) {
        contacts.contact(order[i], into);
        return;
      }
    }
    throw new IndexOutOfBoundsException(rank);
  }
}
