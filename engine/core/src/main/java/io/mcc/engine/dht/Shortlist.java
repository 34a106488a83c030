package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.session.AddressFamilies;
import java.util.Arrays;

/**
 * What a lookup knows: peers in the order of their distance to the target, how far it has come with
 * each, and which of its paths have heard of it. Flat arrays that grow on demand to 128 peers; when
 * they are full the farthest that isn't asked gives way. An entry keeps its index. Reused from
 * lookup to lookup. Owned by the loop.
 */
final class Shortlist {
  static final int CAPACITY_MAX = 128;
  static final int ATTEMPTS_MAX = 4;

  /** No such entry, or nobody referred to the peer: it is from our own table. */
  static final int NONE = -1;

  /** Nobody else is to be asked, but somebody who matters hasn't answered yet. */
  static final int WAIT = -2;

  /** Nobody else is to be asked; of those who matter only slow ones haven't answered. */
  static final int LINGER = -3;

  /** The closest that the path knows have answered. */
  static final int DONE = -4;

  private final ContactArray contacts = new ContactArray();
  private final DistanceOrder order = new DistanceOrder(contacts);
  private final Hearsay hearsay;
  private final Referrals referrals = new Referrals();
  private final Crowding crowding;
  private PeerStage[] stages = new PeerStage[0];
  private byte[] paths = new byte[0];
  private byte[] askedBy = new byte[0];
  private byte[] depths = new byte[0];
  private byte[] attempts = new byte[0];
  private byte[] underWayCounts = new byte[0];
  private long[] dueNs = new long[0];
  private int answeredCount;
  private boolean isPatient;

  Shortlist(AddressFamilies families, AddressRules addresses) {
    hearsay = new Hearsay(contacts, families);
    crowding = new Crowding(this, referrals, addresses);
  }

  /** Begins anew; a patient one waits for those that are overdue as for those that are slow. */
  void begin(Id target, boolean isPatient) {
    order.begin(target);
    this.isPatient = isPatient;
    answeredCount = 0;
    referrals.begin();
  }

  int count() {
    return order.count();
  }

  /** The entry of the peer at this position, the closest first. */
  int entry(int position) {
    return order.entry(position);
  }

  boolean contains(Id id) {
    return order.find(id) != NONE;
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
    int held = order.find(contact.id);
    if (held != NONE) {
      paths[held] |= (byte) (1 << path);
      reconsider(held, contact, referrer);
      return;
    }
    int position = order.position(contact.id);
    int rank = count() < CAPACITY_MAX ? append() : rankToGiveWay(position, referrer);
    if (rank == NONE) {
      return;
    }
    int entry = order.move(rank, position);
    fill(entry, contact, depth, referrer, isQuiet);
    paths[entry] = (byte) (1 << path);
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

  /** Takes in where somebody says that a peer is whose address we have verified ourselves. */
  void offerElsewhere(Contact contact, int referrer) {
    int entry = order.find(contact.id);
    if (entry == NONE) {
      return;
    }
    if (!hearsay.isVerified(entry)) {
      reconsider(entry, contact, referrer);
      return;
    }
    hearsay.hearOfVerified(entry, contact);
    if (stages[entry].isSilent()) {
      overrule(entry);
    }
  }

  private void overrule(int entry) {
    boolean isFailed = stages[entry] == PeerStage.FAILED;
    if (hearsay.overrule(entry) && isFailed && mayAskElsewhere(entry)) {
      stages[entry] = PeerStage.WAITING;
    }
  }

  /** Whether a peer counts as being elsewhere than where it was asked, and may be asked there. */
  boolean mayAskElsewhere(int entry) {
    return attempts[entry] < ATTEMPTS_MAX && hearsay.hasMoved(entry);
  }

  /** Whether a peer is being asked elsewhere than before. */
  boolean isAskedElsewhere(int entry) {
    return attempts[entry] > 1 && hearsay.hasMoved(entry);
  }

  private int append() {
    if (count() == stages.length) {
      grow(Math.max(32, 2 * count()));
    }
    return order.append();
  }

  /**
   * Who gives way to a peer that would come to a position, unless that is in doubt: the farthest in
   * doubt, else the farthest where that is farther than the newcomer. But not who was asked: it
   * would be asked anew as soon as somebody names it again.
   */
  private int rankToGiveWay(int position, int referrer) {
    if (referrals.isUnreliable(referrer)) {
      return NONE;
    }
    int farthest = NONE;
    for (int rank = count() - 1; rank >= 0; rank--) {
      if (attempts[entry(rank)] == 0) {
        if (referrals.isDoubtful(entry(rank))) {
          return rank;
        }
        farthest = Math.max(farthest, rank);
      }
    }
    return farthest >= position ? farthest : NONE;
  }

  private void grow(int capacity) {
    contacts.grow(capacity);
    hearsay.grow(capacity);
    order.grow(capacity);
    stages = Arrays.copyOf(stages, capacity);
    paths = Arrays.copyOf(paths, capacity);
    askedBy = Arrays.copyOf(askedBy, capacity);
    depths = Arrays.copyOf(depths, capacity);
    attempts = Arrays.copyOf(attempts, capacity);
    underWayCounts = Arrays.copyOf(underWayCounts, capacity);
    dueNs = Arrays.copyOf(dueNs, capacity);
    referrals.grow(capacity);
  }

  private void fill(int entry, Contact contact, int depth, int referrer, boolean isQuiet) {
    contacts.put(entry, contact);
    hearsay.begin(entry, referrer == NONE);
    stages[entry] = PeerStage.WAITING;
    depths[entry] = (byte) depth;
    attempts[entry] = 0;
    underWayCounts[entry] = 0;
    referrals.begin(entry, referrer, isQuiet);
  }

  /**
   * Who is to be asked next on a path: the closest it has heard of that nobody has asked, as long
   * as that one may belong to the {@code windowCount} closest. Those that another path asks count
   * as if this one had: the path knows of them, but not from them. The slow and the surplus don't.
   *
   * @param wholeDepth hops from our own table up to which all count, whether closest or not
   * @return an entry, {@link #WAIT}, {@link #LINGER} or {@link #DONE}
   */
  int next(int path, int windowCount, int wholeDepth) {
    int inWindow = 0;
    boolean isAsked = false;
    boolean isSlow = false;
    crowding.begin();
    for (int i = 0; i < count() && (inWindow < windowCount || wholeDepth > 0); i++) {
      int entry = order.entry(i);
      PeerStage stage = stages[entry];
      boolean isMeant = inWindow < windowCount || depths[entry] <= wholeDepth;
      if (!isMeant || (paths[entry] & 1 << path) == 0 || crowding.isSurplus(entry)) {
        continue;
      }
      if (stage == PeerStage.WAITING && referrals.isWorthwhile(entry)) {
        return entry;
      }
      if (stage == PeerStage.ASKED || stage == PeerStage.ANSWERED) {
        isAsked |= stage == PeerStage.ASKED;
        inWindow++;
      }
      isSlow |= stage == PeerStage.SLOW || isPatient && stage == PeerStage.OVERDUE;
    }
    return isAsked ? WAIT : isSlow ? LINGER : DONE;
  }

  /** Lets peers be asked that weren't worth it before; whether there may be some. */
  boolean relax(int windowCount) {
    return referrals.relax(windowCount, answeredCount);
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
    for (int entry = 0; entry < count(); entry++) {
      if (stages[entry].isAwaited()) {
        nextNs = Math.min(nextNs, dueNs[entry]);
      }
    }
    return nextNs;
  }

  /** A peer whose instant has come, or {@link #NONE}. */
  int due(long nowNs) {
    for (int entry = 0; entry < count(); entry++) {
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
    overrule(entry);
    referrals.onSilent(entry);
    return wasInFlight;
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
    overrule(entry);
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

  /** Who is among the closest. */
  Crowding crowding() {
    return crowding;
  }
}
