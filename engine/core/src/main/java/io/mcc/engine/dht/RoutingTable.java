package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.AddressRules;
import java.util.Arrays;

/**
 * The contacts that this node has verified itself, in buckets by the number of leading bits in
 * common with the own id. A live contact is never evicted for a newer one; newer ones wait as
 * replacements. A bucket holds 16, and more only while the newcomer is among the 16 nearest of all:
 * so a node knows its neighbourhood whole. Allocation-free but for growth. Owned by the loop; lives
 * as long as the node.
 *
 * <p>The only way in is {@link #onVerified}: an authenticated session and an answer to our own PING
 * at an address that we dialled. Whether a contact that dialled us can be dialled from another
 * prefix too isn't known here: the one place to ask for that proof is the caller of {@code
 * onVerified}.
 */
public final class RoutingTable {
  /** Kademlia's k: contacts of an answer, and members of a bucket. */
  public static final int K = Bucket.MEMBER_COUNT;

  /** So many nearest contacts are watched for the sake of records. */
  public static final int NEIGHBOURHOOD_COUNT = 2 * K;

  private final Id ownId = new Id();
  private final PeerStore store;
  private final Buckets buckets;
  private final Silence silence;
  private final EntryRules entry;
  private final ClosestSelection selection;
  private final NeighbourChanges neighbourChanges = new NeighbourChanges();
  private final Contact scratch = new Contact();
  private final Id changedId = new Id();
  private long lastAnswerNs = Long.MIN_VALUE;

  /**
   * @param addresses whom the limits that follow addresses spare
   * @param capacity contacts at the most, replacements included
   */
  public RoutingTable(Id ownId, AddressRules addresses, int capacity) {
    this.ownId.set(ownId);
    store = new PeerStore(capacity);
    buckets = new Buckets(this.ownId, store);
    silence = new Silence(store, buckets);
    entry = new EntryRules(store, buckets, addresses);
    selection = new ClosestSelection(this.ownId, store, buckets);
  }

  /** This node's id. */
  public Id ownId() {
    return ownId;
  }

  /** Contacts in the table, replacements not included. */
  public int count() {
    return buckets.memberCount();
  }

  /** Contacts that answered the last time they were asked. */
  public int liveCount() {
    return buckets.liveCount();
  }

  /** Who came and went near the own id. */
  public NeighbourChanges neighbourChanges() {
    return neighbourChanges;
  }

  /**
   * Takes in a contact that has been verified just now, or brings it up to date.
   *
   * @param endpoint where it answered; an endpoint of the other family is kept
   * @param label its label of at most 30 bytes, or empty
   * @param rttNs round trip, or -1
   */
  public Admission onVerified(Id id, Endpoint endpoint, String label, long rttNs, long nowNs) {
    lastAnswerNs = nowNs;
    if (id.equals(ownId)) {
      return Admission.REFUSED_SELF;
    }
    Bucket bucket = buckets.open(id);
    int slot = buckets.findMember(bucket, id);
    if (slot == PeerStore.NONE) {
      return admit(bucket, id, endpoint, label, rttNs);
    }
    if (!entry.relocate(bucket, slot, endpoint)) {
      remove(slot);
      return Admission.REFUSED_PREFIX;
    }
    store.labels[slot] = label;
    refresh(slot, rttNs);
    return Admission.REFRESHED;
  }

  /**
   * Notes that a peer answered a request, whatever it was; one that isn't known is let through.
   * From elsewhere it doesn't clear a contact of the suspicion of having moved.
   */
  public void onAnswer(Id id, Endpoint source, long rttNs, long nowNs) {
    lastAnswerNs = nowNs;
    int slot = findMember(id);
    if (slot != PeerStore.NONE
        && (store.states[slot] == PeerState.LIVE || !store.isElsewhere(slot, source))) {
      refresh(slot, rttNs);
    }
  }

  /** Notes where a peer is seen; true for a contact, suspect for being elsewhere than verified. */
  boolean onSeen(Id id, Endpoint endpoint, long nowNs) {
    int slot = findMember(id);
    if (slot == PeerStore.NONE || !store.isElsewhere(slot, endpoint)) {
      return false;
    }
    buckets.suspect(slot, nowNs);
    return true;
  }

  /**
   * Notes that a peer left a request without an answer. That may be once too often: the contact is
   * absent then, where many have fallen silent, or gone.
   *
   * @return whether the contact is gone from the table
   */
  public boolean onSilence(Id id, long nowNs) {
    int slot = findMember(id);
    if (slot == PeerStore.NONE) {
      buckets.dropReplacement(id);
      return false;
    }
    buckets.suspect(slot, nowNs);
    store.silent(slot);
    if (store.states[slot] == PeerState.ABSENT || !silence.isLong(slot, nowNs)) {
      return false;
    }
    boolean isOfMany = silence.isOfMany(nowNs);
    if (isOfMany) {
      tellNeighbourhood(slot, true);
      buckets.absent(slot);
    }
    boolean isGone = !isOfMany && silence.drops(slot, lastAnswerNs);
    if (isGone) {
      remove(slot);
    }
    return isGone;
  }

  /** Takes a contact out at once: its certificate was revoked. */
  public void remove(Id id) {
    int slot = findMember(id);
    if (slot == PeerStore.NONE) {
      buckets.dropReplacement(id);
    } else {
      remove(slot);
    }
  }

  /**
   * Takes the freshest replacement out of the bucket that an id belongs to: it has to answer a PING
   * before it is a member.
   *
   * @return false where there is none
   */
  public boolean takeReplacement(Id id, Contact into) {
    Bucket bucket = buckets.find(id);
    if (bucket == null || bucket.replacementCount() == 0) {
      return false;
    }
    int slot = bucket.replacement(bucket.replacementCount() - 1);
    store.contacts.contact(slot, into);
    buckets.removeReplacement(bucket, slot);
    return true;
  }

  /** Who may come in. */
  EntryRules entry() {
    return entry;
  }

  /** Whether an id is in the table. */
  public boolean contains(Id id) {
    return findMember(id) != PeerStore.NONE;
  }

  /**
   * Copies the contact of an id.
   *
   * @return false where it isn't in the table
   */
  public boolean find(Id id, Contact into) {
    int slot = findMember(id);
    if (slot == PeerStore.NONE) {
      return false;
    }
    store.contacts.contact(slot, into);
    return true;
  }

  /**
   * The contacts closest to a target, closest first, those under suspicion included.
   *
   * @return how many were copied, at most the length of {@code into}
   */
  public int closest(Id target, Contact[] into) {
    return selection.select(target, into.length, PeerState.SUSPECT).copy(into);
  }

  /** The contacts closest to a target that answered the last time they were asked. */
  public int closestLive(Id target, Contact[] into) {
    return selection.select(target, into.length, PeerState.LIVE).copy(into);
  }

  /** The slots closest to a target; valid until the next call that selects. */
  ClosestSelection selectClosest(Id target, int countMax) {
    return selection.select(target, countMax, PeerState.SUSPECT);
  }

  /** The slots closest to a target whose contacts answered the last time they were asked. */
  ClosestSelection selectClosestLive(Id target, int countMax) {
    return selection.select(target, countMax, PeerState.LIVE);
  }

  /** The slots closest to a target, the absent included. */
  ClosestSelection selectClosestOfAll(Id target, int countMax) {
    return selection.select(target, countMax, PeerState.ABSENT);
  }

  /** Slots in the order of their ids. Allocates: for showing the table to users. */
  public int[] slotsByIdOrder() {
    Integer[] slots = new Integer[buckets.memberCount()];
    int count = 0;
    for (int slot = 0; slot < store.slotCount(); slot++) {
      if (store.isMember(slot)) {
        slots[count++] = slot;
      }
    }
    Arrays.sort(slots, store.contacts::compareId);
    return Arrays.stream(slots).mapToInt(Integer::intValue).toArray();
  }

  /** The contact of a slot. */
  public Contact contact(int slot, Contact into) {
    return store.contacts.contact(slot, into);
  }

  /** How the contact of a slot stands. */
  public PeerState state(int slot) {
    return store.states[slot];
  }

  /** When the contact of a slot answered last, on the monotonic clock. */
  public long lastSeenNs(int slot) {
    return store.lastSeenNs[slot];
  }

  /** Round trip to the contact of a slot, or -1. */
  public long rttNs(int slot) {
    return store.rttNs[slot];
  }

  /** Label of the contact of a slot, or empty. */
  public String label(int slot) {
    return store.labels[slot];
  }

  /** Requests in a row that a contact left without an answer; 0 where it isn't in the table. */
  int failures(Id id) {
    int slot = findMember(id);
    return slot == PeerStore.NONE ? 0 : store.failures[slot];
  }

  PeerStore store() {
    return store;
  }

  Silence silence() {
    return silence;
  }

  Buckets buckets() {
    return buckets;
  }

  private int findMember(Id id) {
    return buckets.findMember(buckets.find(id), id);
  }

  private Admission admit(Bucket bucket, Id id, Endpoint endpoint, String label, long rttNs) {
    int known = buckets.findReplacement(bucket, id);
    scratch.clear().id.set(id);
    (endpoint.isIpv4() ? scratch.ipv4 : scratch.ipv6).set(endpoint);
    if (!entry.admits(scratch, bucket, known)) {
      return Admission.REFUSED_PREFIX;
    }
    if (known != PeerStore.NONE) {
      buckets.removeReplacement(bucket, known);
    }
    boolean isMember = buckets.hasRoom(bucket, id);
    if (!isMember) {
      buckets.makeRoomForReplacement(bucket);
    }
    int slot = store.claim();
    if (slot == PeerStore.NONE) {
      return Admission.REFUSED_FULL;
    }
    store.fill(slot, scratch, label, lastAnswerNs);
    store.heard(slot, rttNs, lastAnswerNs);
    if (!isMember) {
      buckets.addReplacement(bucket, slot);
      return Admission.REPLACEMENT;
    }
    buckets.addMember(bucket, slot);
    tellNeighbourhood(slot, false);
    return Admission.ADDED;
  }

  private void refresh(int slot, long rttNs) {
    boolean isReturn = silence.isReturn(slot, lastAnswerNs);
    buckets.trust(slot);
    store.heard(slot, rttNs, lastAnswerNs);
    if (isReturn) {
      tellNeighbourhood(slot, false);
      neighbourChanges.noteReturn();
    }
  }

  private void remove(int slot) {
    if (store.states[slot] != PeerState.ABSENT) {
      tellNeighbourhood(slot, true);
    }
    buckets.removeMember(slot);
  }

  private void tellNeighbourhood(int slot, boolean isVanished) {
    store.contacts.id(slot, changedId);
    if (buckets.countCloser(changedId, NEIGHBOURHOOD_COUNT) < NEIGHBOURHOOD_COUNT) {
      neighbourChanges.add(changedId, isVanished);
    }
  }
}
