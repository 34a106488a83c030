package io.mcc.http.server;

import io.mcc.http.server.metrics.RequestTally;
import io.mcc.http.server.wire.HostName;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import java.util.List;
import java.util.Set;

/**
 * What every request passes, in this order: is it for us (form, Host), may its sender write
 * (origin), is it known (token), is there such a route, does its query make sense, is its body
 * right. Then the route's resource answers. Stateless but for being closed; any IO thread.
 */
final class FrontDoor implements HttpHandler {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  private final RestContext context;
  private final Router router;
  private final RequestTally tally;
  private final HostCheck hostCheck;
  private final CrossSiteCheck crossSiteCheck;
  private final TokenCheck tokenCheck;
  private volatile boolean closing;

  FrontDoor(RestContext context, Router router, RequestTally tally) {
    this.context = context;
    this.router = router;
    this.tally = tally;
    hostCheck = new HostCheck(context.allowedHosts());
    crossSiteCheck = new CrossSiteCheck(context.corsOrigins());
    tokenCheck = new TokenCheck(context.token());
  }

  /** Refuses every request from now on. Any thread. */
  void close() {
    closing = true;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Conversation conversation = new Conversation(exchange, context.client(), tally);
    conversation.guard(() -> admit(exchange, conversation));
  }

  private void admit(HttpServerExchange exchange, Conversation conversation) {
    if (closing) {
      throw new ProblemException(
          Problem.of(503, "closing", "the node is stopping").with("Retry-After", "1"));
    }
    String method = exchange.getRequestMethod().toString();
    refuseTunnels(method);
    Target target = Target.of(exchange);
    HostName host = target.isAbsolute() ? own(exchange, target) : host(exchange);
    String origin = single(exchange, "Origin");
    allowOrigin(conversation, origin);
    if (method.equals("OPTIONS")) {
      conversation.answer(options(exchange, target.path(), origin));
      return;
    }
    if (!SAFE_METHODS.contains(method)) {
      crossSiteCheck.checkWrite(host, origin, single(exchange, "Sec-Fetch-Site"));
    }
    serve(exchange, conversation, authorized(exchange, method, target.path()));
  }

  private HostName host(HttpServerExchange exchange) {
    return hostCheck.check(values(exchange, "Host"));
  }

  private static void refuseTunnels(String method) {
    if (method.equals("CONNECT")) {
      throw new ProblemException(
          Problem.of(405, "no_proxy", "this version doesn't tunnel")
              .with("Allow", CrossSiteCheck.METHODS));
    }
  }

  /** The host of an absolute target, which counts in the place of the header. */
  private HostName own(HttpServerExchange exchange, Target target) {
    HostName host = HostName.parse(target.authority());
    if (host == null || host.host().isEmpty()) {
      throw ProblemException.badRequest(
          "bad_host", "the request's address isn't http://host[:port]/");
    }
    if (!target.isOwn(host, exchange.getDestinationAddress(), hostCheck)) {
      throw new ProblemException(
          Problem.of(404, "no_proxy", "this version doesn't forward requests to other hosts"));
    }
    return host;
  }

  private void allowOrigin(Conversation conversation, String origin) {
    if (!context.corsOrigins().isEmpty()) {
      conversation.extraHeader("Vary", "Origin");
    }
    if (origin != null && crossSiteCheck.isListed(origin)) {
      conversation.extraHeader("Access-Control-Allow-Origin", crossSiteCheck.allowOrigin(origin));
      conversation.extraHeader("Access-Control-Expose-Headers", CrossSiteCheck.EXPOSED);
    }
  }

  private Answer options(HttpServerExchange exchange, String path, String origin) {
    if (origin != null && single(exchange, "Access-Control-Request-Method") != null) {
      return preflight(origin);
    }
    if (path.equals("*")) {
      return Answer.empty(204).header("Allow", CrossSiteCheck.METHODS + ", OPTIONS");
    }
    Set<String> methods = router.methods(path);
    if (methods.isEmpty()) {
      router.match("OPTIONS", path);
    }
    return Answer.empty(204).header("Allow", String.join(", ", methods));
  }

  private Answer preflight(String origin) {
    if (!crossSiteCheck.isListed(origin)) {
      throw new ProblemException(
          Problem.of(403, "cross_site", "this origin isn't listed by -enable-cors"));
    }
    return Answer.empty(204)
        .header("Access-Control-Allow-Methods", CrossSiteCheck.METHODS)
        .header("Access-Control-Allow-Headers", CrossSiteCheck.HEADERS)
        .header("Access-Control-Max-Age", "600");
  }

  /** Finds the route; whoever needs a token and has none doesn't even learn what there is. */
  private Router.Match authorized(HttpServerExchange exchange, String method, String path) {
    Router.Match match;
    try {
      match = router.match(method, path);
    } catch (ProblemException e) {
      tokenCheck.check(values(exchange, "Authorization"));
      throw e;
    }
    if (match.route().access() == Route.Access.TOKEN) {
      tokenCheck.check(values(exchange, "Authorization"));
    }
    return match;
  }

  private void serve(HttpServerExchange exchange, Conversation conversation, Router.Match match) {
    Route route = match.route();
    conversation.countAs(route.name());
    Query query = Query.parse(exchange.getQueryString(), route.queryParameters());
    if (route.body() == Route.Body.NONE) {
      conversation.fulfil(route.resource().apply(request(exchange, match, query, new byte[0])));
      return;
    }
    BodyCheck.check(name -> values(exchange, name));
    conversation.readBody(
        lengthMax(route.body()),
        context.limits().value(RestLimits.REQUEST_MILLIS),
        body -> conversation.fulfil(route.resource().apply(request(exchange, match, query, body))));
  }

  private int lengthMax(Route.Body body) {
    return body == Route.Body.RECORD
        ? RestLimits.RECORD_LENGTH_MAX
        : (int) context.limits().value(RestLimits.JSON_BYTES);
  }

  private static Request request(
      HttpServerExchange exchange, Router.Match match, Query query, byte[] body) {
    return new Request(match.pathParameters(), query, name -> values(exchange, name), body);
  }

  private static String single(HttpServerExchange exchange, String name) {
    List<String> values = values(exchange, name);
    if (values.size() > 1) {
      throw ProblemException.badRequest("bad_header", name + " is given twice");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  private static List<String> values(HttpServerExchange exchange, String name) {
    HeaderValues values = exchange.getRequestHeaders().get(name);
    return values == null ? List.of() : values;
  }
}
