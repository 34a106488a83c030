package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Nodes;
import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Time;

/**
 * Hands a lookup those of an answer whom it may ask: not this node itself, three of one address
 * prefix, and where we have verified a peer ourselves, at our address as long as it answers there.
 * Owned by the loop; a part of {@link Lookup}.
 */
final class NamedPeers {
  private final RoutingTable table;
  private final SilentPeers silentPeers;
  private final Time time;
  private final PrefixTally prefixTally;
  private final Contact named = new Contact();
  private final Contact verified = new Contact();

  NamedPeers(RoutingTable table, SilentPeers silentPeers, Time time, AddressRules addresses) {
    this.table = table;
    this.silentPeers = silentPeers;
    this.time = time;
    prefixTally = new PrefixTally(addresses);
  }

  /**
   * Takes in an answer.
   *
   * @param nodes read from its first contact on
   * @param source where it came from: what lies in that one's own network is of no use elsewhere
   */
  void takeIn(Shortlist shortlist, LookupPaths paths, int referrer, Nodes nodes, Endpoint source) {
    int depth = shortlist.depth(referrer) + 1;
    prefixTally.begin();
    while (depth <= Lookup.DEPTH_MAX && nodes.next(named)) {
      if (isAcceptable(source)) {
        offer(shortlist, referrer, depth, paths.ofNamed(shortlist.path(referrer), depth));
      }
    }
  }

  private boolean isAcceptable(Endpoint source) {
    return !named.id.equals(table.ownId()) && Reach.clip(named, source) && prefixTally.take(named);
  }

  private void offer(Shortlist shortlist, int referrer, int depth, int path) {
    boolean isVerified = table.find(named.id, verified);
    Contact contact = isVerified ? verified : named;
    boolean isQuiet = isQuiet(contact);
    shortlist.offer(contact, depth, isVerified ? Shortlist.NONE : referrer, isQuiet, path);
    if (isVerified) {
      shortlist.offerElsewhere(named, referrer);
    }
  }

  /** Whether a peer kept silent lately, or with so many others that only its place is left. */
  boolean isQuiet(Contact contact) {
    return silentPeers.contains(contact, time.nowNs()) || table.silence().isAbsent(contact.id);
  }
}
