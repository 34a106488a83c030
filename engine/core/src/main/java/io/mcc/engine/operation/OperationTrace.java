package io.mcc.engine.operation;

import io.mcc.codec.Contact;
import io.mcc.engine.base.Time;
import io.mcc.engine.command.Outcome.TraceStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests of an operation, kept where a user asked for them. Owned by the loop. */
final class OperationTrace {
  static final int TAG_UNSENT = -1;

  private record Sent(String peer, String address, String request, long sentNs) {}

  private final boolean isOn;
  private final Time time;
  private final List<TraceStep> steps = new ArrayList<>();
  private final Map<Integer, Sent> underWay = new HashMap<>();

  OperationTrace(boolean isOn, Time time) {
    this.isOn = isOn;
    this.time = time;
  }

  List<TraceStep> steps() {
    return List.copyOf(steps);
  }

  void addAll(List<TraceStep> more) {
    steps.addAll(more);
  }

  void onSent(int tag, Contact peer, String request) {
    if (isOn) {
      String address = peer.ipv4.isSet() ? peer.ipv4.text() : peer.ipv6.text();
      underWay.put(tag, new Sent(peer.id.text(), address, request, time.nowNs()));
    }
  }

  void onEnd(int tag, String outcome) {
    Sent sent = underWay.remove(tag);
    if (sent != null) {
      // These requests go straight to their peer: no distance was covered, no hop made.
      steps.add(
          new TraceStep(
              sent.peer, sent.address, sent.request, 0, 1, time.nowNs() - sent.sentNs, outcome));
    }
  }
}
