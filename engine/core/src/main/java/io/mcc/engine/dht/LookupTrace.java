package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome.TraceStep;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a lookup in the order of their end, for a user who asked how it went. Made for
 * such lookups only. Owned by the loop.
 */
final class LookupTrace {
  private final List<TraceStep> steps = new ArrayList<>();
  private final long[] askedAtNs = new long[Shortlist.CAPACITY_MAX];

  List<TraceStep> steps() {
    return steps;
  }

  void onAsked(int entry, long nowNs) {
    askedAtNs[entry] = nowNs;
  }

  void onEnd(int entry, Contact peer, Id target, int depth, long nowNs, String outcome) {
    steps.add(
        new TraceStep(
            peer.id.text(),
            (peer.ipv4.isSet() ? peer.ipv4 : peer.ipv6).text(),
            "FIND_NODE",
            Id.LENGTH * Byte.SIZE - target.commonPrefixLength(peer.id),
            depth,
            nowNs - askedAtNs[entry],
            outcome));
  }
}
