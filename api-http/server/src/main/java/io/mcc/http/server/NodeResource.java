package io.mcc.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcc.engine.Engine.CertificateView;
import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import io.mcc.http.server.Views.CertificateJson;
import io.mcc.http.server.Views.LimitView;
import io.mcc.http.server.Views.LimitsView;
import io.mcc.http.server.Views.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The node itself: what it is, its log level, its limits. Stateless; IO threads. */
final class NodeResource {
  /** Names by number, 0 to 6. */
  private static final List<String> LEVELS =
      List.of("off", "fatal", "error", "warn", "info", "debug", "trace");

  record LevelBody(JsonNode level) {}

  private final RestContext context;
  private final Supplier<String> httpAddress;
  private final IntSupplier connectionCount;

  NodeResource(RestContext context, Supplier<String> httpAddress, IntSupplier connectionCount) {
    this.context = context;
    this.httpAddress = httpAddress;
    this.connectionCount = connectionCount;
  }

  Reply node(Request request) {
    return Reply.ask(
        new Command.NodeStatus(),
        outcome -> OutcomeAnswers.answer(outcome, false, Outcome.Status.class, this::node));
  }

  private Answer node(Outcome.Status status) {
    NodeInfo node = context.node();
    Duration uptime = Duration.between(node.startedAt(), Instant.now());
    return Answer.json(
        200,
        new NodeView(
            node.id(),
            node.label(),
            node.version(),
            Math.max(0, uptime.toMillis()) / 1e3,
            node.listenAddresses(),
            httpAddress.get(),
            node.networkId(),
            certificate(node.certificate()),
            status.peerCount(),
            status.recordCount(),
            status.sessionCount()));
  }

  private static CertificateJson certificate(CertificateView certificate) {
    return new CertificateJson(
        certificate.subject(),
        certificate.issuer(),
        certificate.notBefore().toString(),
        certificate.notAfter().toString(),
        certificate.permissions(),
        certificate.fingerprint());
  }

  Reply logLevel(Request request) {
    JsonNode level = Json.read(request.body(), LevelBody.class).level();
    String name = level == null ? "" : level.asText().toLowerCase(Locale.ROOT);
    if (name.matches("[0-6]")) {
      name = LEVELS.get(Integer.parseInt(name));
    }
    if (!LEVELS.contains(name)) {
      throw ProblemException.badRequest(
          "bad_level", "level is one of " + String.join(", ", LEVELS) + ", or 0 to 6");
    }
    context.logLevel().accept(name);
    return Reply.now(Answer.json(200, Map.of("level", name)));
  }

  Reply limits(Request request) {
    return Reply.ask(
        new Command.ReadLimits(),
        outcome -> OutcomeAnswers.answer(outcome, false, Outcome.LimitValues.class, this::limits));
  }

  private Answer limits(Outcome.LimitValues engine) {
    List<LimitView> limits = new ArrayList<>();
    for (Outcome.LimitValue limit : engine.limits()) {
      limits.add(
          new LimitView(
              limit.name(), limit.value(), limit.used(), limit.defaultValue(), limit.meaning()));
    }
    for (String name : RestLimits.names()) {
      limits.add(
          new LimitView(
              name,
              context.limits().value(name),
              name.equals(RestLimits.CONNECTIONS) ? connectionCount.getAsInt() : 0,
              RestLimits.defaultValue(name),
              RestLimits.meaning(name)));
    }
    return Answer.json(200, new LimitsView(limits));
  }
}
