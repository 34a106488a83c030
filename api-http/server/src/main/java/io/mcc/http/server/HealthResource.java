package io.mcc.http.server;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does the loop turn, and may the node be used. IO threads. */
final class HealthResource {
  private static final long PATIENCE_MILLIS = 2_000;

  private final Supplier<List<String>> lostAddresses;

  /**
   * @param lostAddresses addresses listened on that the machine doesn't have at present
   */
  HealthResource(Supplier<List<String>> lostAddresses) {
    this.lostAddresses = lostAddresses;
  }

  Reply health(Request request) {
    return ask(HealthResource::alive);
  }

  Reply readiness(Request request) {
    return ask(this::readiness);
  }

  private static Reply ask(Function<Outcome.Status, Answer> onStatus) {
    return new Reply.Ask(
        new Command.NodeStatus(),
        PATIENCE_MILLIS,
        outcome -> OutcomeAnswers.answer(outcome, false, Outcome.Status.class, onStatus));
  }

  private static Answer alive(Outcome.Status status) {
    return Answer.json(200, Map.of("alive", true));
  }

  private Answer readiness(Outcome.Status status) {
    List<String> reasons = new ArrayList<>();
    if (!status.storeWritable()) {
      reasons.add("nothing can be written to the store");
    }
    if (!status.joined()) {
      reasons.add(absence(status));
    }
    for (String address : lostAddresses.get()) {
      reasons.add("this machine no longer has " + address + ", which the node listens on");
    }
    if (reasons.isEmpty()) {
      return Answer.json(200, Map.of("ready", true, "alone", status.alone()));
    }
    return Answer.problem(
        Problem.of(503, "not_ready", String.join("; ", reasons))
            .telling("alone", status.alone())
            .with("Retry-After", "1"));
  }

  private static String absence(Outcome.Status status) {
    return status.aloneSinceMs() < 0
        ? "the network isn't joined: no bootnode has answered and led to a lookup yet"
        : "alone since "
            + Views.instant(status.aloneSinceMs())
            + ": no peer has answered any more; bootnodes and lost peers are dialled again";
  }
}
