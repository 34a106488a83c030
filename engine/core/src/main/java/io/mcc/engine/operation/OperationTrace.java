package io.mcc.engine.operation;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome.TraceStep;
import io.mcc.engine.dht.Lookup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests of an operation, kept where a user asked for them. Owned by the loop. */
final class OperationTrace {
  static final int TAG_UNSENT = -1;

  private static final int DISTANCE_MAX = 256;

  private record Sent(String peer, String address, String request, int distance, long sentNs) {}

  private final boolean isOn;
  private final Time time;
  private final List<TraceStep> steps = new ArrayList<>();
  private final Map<Integer, Sent> underWay = new HashMap<>();
  private final Id target = new Id();
  private boolean hasTarget;

  /** The hop on which this operation's own requests go out: one after its lookup's last. */
  private int round = 1;

  OperationTrace(boolean isOn, Time time) {
    this.isOn = isOn;
    this.time = time;
  }

  List<TraceStep> steps() {
    return List.copyOf(steps);
  }

  /** What the operation is after: distances are told to it. */
  void target(Id target) {
    this.target.set(target);
    hasTarget = true;
  }

  void addAll(Lookup lookup) {
    steps.addAll(lookup.trace());
    round = lookup.depth() + 1;
  }

  void onSent(int tag, Contact peer, String request) {
    if (isOn) {
      String address = peer.ipv4.isSet() ? peer.ipv4.text() : peer.ipv6.text();
      underWay.put(
          tag, new Sent(peer.id.text(), address, request, distance(peer.id), time.nowNs()));
    }
  }

  void onEnd(int tag, String outcome) {
    Sent sent = underWay.remove(tag);
    if (sent != null) {
      steps.add(
          new TraceStep(
              sent.peer,
              sent.address,
              sent.request,
              sent.distance,
              round,
              time.nowNs() - sent.sentNs,
              outcome));
    }
  }

  private int distance(Id peer) {
    return hasTarget ? DISTANCE_MAX - target.commonPrefixLength(peer) : 0;
  }
}
