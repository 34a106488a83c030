package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Time;
import io.mcc.engine.session.AddressFamilies;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A network that stands still, in memory: every node has a table filled from all others in random
 * order, and answers lookups from it. Without sessions, time or loss.
 */
final class SyntheticNetwork {
  static final AddressFamilies FAMILIES = new AddressFamilies(true, true);

  final List<Id> ids = new ArrayList<>();
  final Set<Id> dead = new HashSet<>();
  final Map<Id, RoutingTable> tables = new HashMap<>();
  final Map<Id, Endpoint> endpoints = new HashMap<>();
  final Time time = new Time();

  /** What a node that doesn't keep to the rules answers. */
  final Map<Id, BiFunction<Id, Id, List<Contact>>> liars = new HashMap<>();

  int requestCount;

  /** How lookups go. */
  LookupMode mode = LookupMode.PLAIN;

  private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Nodes.LENGTH_MAX]);
  private final Nodes nodes = new Nodes();
  private final Contact[] answer = Ids.contacts(16);

  SyntheticNetwork(int nodeCount, Random random) {
    for (int i = 0; i < nodeCount; i++) {
      Id id = Ids.random(random);
      ids.add(id);
      endpoints.put(id, Ids.endpoint(i));
    }
    for (Id id : ids) {
      tables.put(id, fill(id, random));
    }
  }

  private RoutingTable fill(Id own, Random random) {
    RoutingTable table = new RoutingTable(own, AddressRules.LOCAL, 4_096);
    List<Id> inOrderOfMeeting = new ArrayList<>(ids);
    Collections.shuffle(inOrderOfMeeting, random);
    for (Id id : inOrderOfMeeting) {
      table.onVerified(id, endpoints.get(id), "", 1, 0);
    }
    return table;
  }

  /** The dead are gone from the tables of all those who are near them, and only there. */
  void noticeDead() {
    for (RoutingTable table : tables.values()) {
      dead.stream().filter(id -> table.ownId().commonPrefixLength(id) >= 4).forEach(table::remove);
      ids.stream()
          .filter(id -> !dead.contains(id))
          .filter(id -> table.ownId().commonPrefixLength(id) >= 4)
          .forEach(id -> table.onVerified(id, endpoints.get(id), "", 1, 0));
    }
  }

  Lookup lookup(Id asker) {
    return lookup(asker, new SilentPeers(FAMILIES));
  }

  Lookup lookup(Id asker, SilentPeers silentPeers) {
    return new Lookup(tables.get(asker), silentPeers, time, 3, AddressRules.LOCAL);
  }

  /** Runs a lookup to its end: the oldest request ends first. */
  void run(Lookup lookup, Id asker, Id target) {
    Contact[] seeds = Ids.contacts(16);
    int seedCount = tables.get(asker).closest(target, seeds);
    run(lookup, target, List.of(seeds).subList(0, seedCount));
  }

  /** Runs a lookup that begins with these contacts. */
  void run(Lookup lookup, Id target, List<Contact> seeds) {
    lookup.begin(target, mode, LookupOwner.OPERATION, 0, false);
    seeds.forEach(lookup::seed);
    finish(lookup);
  }

  /** Runs a lookup that has begun to its end. */
  void finish(Lookup lookup) {
    ArrayDeque<Integer> inFlight = new ArrayDeque<>();
    ask(lookup, inFlight);
    while (!inFlight.isEmpty()) {
      answer(lookup, inFlight.poll());
      ask(lookup, inFlight);
    }
  }

  private void ask(Lookup lookup, ArrayDeque<Integer> inFlight) {
    int entry = lookup.nextPeer();
    while (entry != Lookup.NONE) {
      requestCount++;
      inFlight.add(entry);
      entry = lookup.nextPeer();
    }
  }

  /** Ends a request of a lookup: by the peer's answer, or by silence. */
  void answer(Lookup lookup, int entry) {
    Contact peer = lookup.contact(entry, new Contact());
    Endpoint endpoint = endpoints.get(peer.id);
    if (endpoint == null || !endpoint.equals(peer.ipv4) || dead.contains(peer.id)) {
      lookup.onSilence(entry, false, true);
      return;
    }
    nodes.wrap(buffer, 0);
    answer(peer.id, lookup.target());
    int length = nodes.encodedLength();
    if (!nodes.wrapIfValid(buffer, 0, length)) {
      throw new IllegalStateException("the test wrote a malformed answer");
    }
    lookup.onNodes(entry, nodes, endpoint);
  }

  private void answer(Id peer, Id target) {
    if (liars.containsKey(peer)) {
      liars.get(peer).apply(peer, target).forEach(nodes::add);
      return;
    }
    int count = tables.get(peer).closestLive(target, answer);
    for (int i = 0; i < count; i++) {
      nodes.add(answer[i]);
    }
  }

  /** The ids closest to a target that are alive, closest first, without one. */
  List<Id> closest(Id target, Id except, int count) {
    return ids.stream()
        .filter(id -> !id.equals(except) && !dead.contains(id))
        .sorted((a, b) -> Id.compareDistance(target, a, b))
        .limit(count)
        .toList();
  }

  static List<Id> found(Lookup lookup) {
    List<Id> found = new ArrayList<>();
    for (int i = 0; i < lookup.closestCount(); i++) {
      Contact contact = new Contact();
      lookup.closest(i, contact);
      found.add(contact.id);
    }
    return found;
  }
}
