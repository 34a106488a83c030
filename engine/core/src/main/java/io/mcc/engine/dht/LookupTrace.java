package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome.TraceStep;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a lookup in the order of their end, for a user who asked how it went; for others
 * it keeps nothing. Owned by the loop.
 */
final class LookupTrace {
  private final Contact peer = new Contact();
  private List<TraceStep> steps = List.of();
  private long[] askedAtNs;
  private boolean isOn;

  void begin(boolean isOn) {
    this.isOn = isOn;
    steps = isOn ? new ArrayList<>() : List.of();
    askedAtNs = isOn ? new long[Shortlist.CAPACITY_MAX] : null;
  }

  List<TraceStep> steps() {
    return List.copyOf(steps);
  }

  void onAsked(int entry, long nowNs) {
    if (isOn) {
      askedAtNs[entry] = nowNs;
    }
  }

  void onEnd(Shortlist shortlist, int entry, Id target, long nowNs, String outcome) {
    if (isOn) {
      shortlist.contact(entry, peer);
      steps.add(
          new TraceStep(
              peer.id.text(),
              (peer.ipv4.isSet() ? peer.ipv4 : peer.ipv6).text(),
              "FIND_NODE",
              Id.LENGTH * Byte.SIZE - target.commonPrefixLength(peer.id),
              shortlist.depth(entry),
              nowNs - askedAtNs[entry],
              outcome));
    }
  }
}
