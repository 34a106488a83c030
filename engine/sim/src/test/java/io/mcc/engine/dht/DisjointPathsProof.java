package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Time;
import io.mcc.engine.session.AddressFamilies;
import io.mcc.sim.SeededRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One node in five names nobody but its friends: a read still comes to somebody honest. Lookups of
 * the product over nodes that are only named, so that there can be a thousand of them; honest ones
 * know everybody.
 */
public final class DisjointPathsProof implements Runnable {
  private static final long SEED = 25;
  private static final int NODE_COUNT = 1_000;
  private static final int LIAR_COUNT = NODE_COUNT / 5;
  private static final int READER_COUNT = 20;
  private static final int TARGET_COUNT = Boolean.getBoolean("mcc.test.full") ? 2_000 : 50;
  private static final int HOLDER_COUNT = 8;
  private static final int CAPTURED_ONE_OF = 1_000;

  private final SeededRandom random = new SeededRandom(SEED);
  private final List<Contact> all = new ArrayList<>();
  private final List<Contact> liars = new ArrayList<>();
  private final Set<Id> liarIds = new HashSet<>();
  private final Endpoint source = endpoint(NODE_COUNT);
  private final UnsafeBuffer message = new UnsafeBuffer(new byte[Nodes.LENGTH_MAX]);
  private final Nodes answer = new Nodes();
  private List<Contact> closestOfAll = List.of();
  private List<Contact> closestLiars = List.of();

  @Override
  public void run() {
    for (int node = 0; node < NODE_COUNT; node++) {
      Contact contact = new Contact();
      contact.id.set(randomId());
      contact.ipv4.set(endpoint(node));
      all.add(contact);
      if (node % 5 == 0) {
        liars.add(contact);
        liarIds.add(contact.id);
      }
    }
    int captured = 0;
    for (int reader = 0; reader < READER_COUNT; reader++) {
      captured += captured(table(randomId()));
    }
    System.out.printf(
        "DisjointPathsProof: seed %d, %d nodes, %d colluding: %d of %d reads found none but liars%n",
        SEED, NODE_COUNT, LIAR_COUNT, captured, READER_COUNT * TARGET_COUNT);
    if (captured * CAPTURED_ONE_OF > READER_COUNT * TARGET_COUNT) {
      throw new AssertionError(captured + " reads found none but liars");
    }
  }

  private static Endpoint endpoint(int node) {
    return new Endpoint().setIpv4(0x0B00_0001 + (node << 8), 9_376);
  }

  private Id randomId() {
    return new Id().set(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private RoutingTable table(Id own) {
    RoutingTable table = new RoutingTable(own, AddressRules.SPARING_NOBODY, NODE_COUNT);
    int first = random.nextInt(NODE_COUNT);
    for (int i = 0; i < NODE_COUNT; i++) {
      Contact contact = all.get((first + i * 7) % NODE_COUNT);
      table.onVerified(contact.id, contact.ipv4, "", 1, 1);
    }
    return table;
  }

  private int captured(RoutingTable table) {
    SilentPeers silentPeers = new SilentPeers(new AddressFamilies(true, true));
    Lookup lookup = new Lookup(table, silentPeers, new Time(), 3, AddressRules.SPARING_NOBODY);
    int captured = 0;
    for (int i = 0; i < TARGET_COUNT; i++) {
      lookup.begin(randomId(), LookupMode.DISJOINT_READ, LookupOwner.OPERATION, 0, false);
      closestOfAll = closest(all, lookup.target());
      closestLiars = closest(liars, lookup.target());
      find(lookup, table);
      captured += isCaptured(lookup) ? 1 : 0;
      lookup.free();
    }
    return captured;
  }

  private void find(Lookup lookup, RoutingTable table) {
    Contact[] seeds = new Contact[RoutingTable.K];
    for (int i = 0; i < seeds.length; i++) {
      seeds[i] = new Contact();
    }
    int seedCount = table.closest(lookup.target(), seeds);
    for (int i = 0; i < seedCount; i++) {
      lookup.seed(seeds[i]);
    }
    ArrayDeque<Integer> inFlight = new ArrayDeque<>();
    Contact asked = new Contact();
    while (lookup.state() == LookupState.RUNNING) {
      for (int entry = lookup.nextPeer(); entry != Lookup.NONE; entry = lookup.nextPeer()) {
        lookup.onSent(entry, Long.MAX_VALUE);
        inFlight.add(entry);
      }
      if (!inFlight.isEmpty()) {
        int entry = inFlight.poll();
        boolean lies = liarIds.contains(lookup.contact(entry, asked).id);
        lookup.onNodes(entry, nodes(lies ? closestLiars : closestOfAll), source);
      }
    }
  }

  private static List<Contact> closest(List<Contact> known, Id target) {
    Comparator<Contact> closerToTarget = (a, b) -> Id.compareDistance(target, a.id, b.id);
    return known.stream().sorted(closerToTarget).limit(Nodes.COUNT_MAX).toList();
  }

  private Nodes nodes(List<Contact> named) {
    answer.wrap(message, 0).requestId(1);
    named.forEach(answer::add);
    answer.wrapIfValid(message, 0, answer.encodedLength());
    return answer;
  }

  private boolean isCaptured(Lookup lookup) {
    Contact found = new Contact();
    for (int rank = 0; rank < Math.min(HOLDER_COUNT, lookup.closestCount()); rank++) {
      lookup.closest(rank, found);
      if (!liarIds.contains(found.id)) {
        return false;
      }
    }
    return true;
  }
}
