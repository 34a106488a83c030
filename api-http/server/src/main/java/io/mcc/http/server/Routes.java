package io.mcc.http.server;

import io.mcc.http.server.Route.Access;
import io.mcc.http.server.Route.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Every route there is, in the order in which they are tried. */
final class Routes {
  private static final Set<String> PAGE = Set.of("limit", "after");
  private static final Set<String> OWN_PAGE = Set.of("limit", "after", "all");
  private static final Set<String> GIVE_UP = Set.of("timeoutMillis");
  private static final Set<String> OPERATION = Set.of("timeoutMillis", "explain");
  private static final Set<String> READ_BY_KEY = Set.of("timeoutMillis", "explain", "local");
  private static final Set<String> WRITE = Set.of("timeoutMillis", "explain", "ttlSeconds");

  private final List<Route> routes = new ArrayList<>();

  private Routes() {}

  static List<Route> of(NodeResource node, FiguresResource figures, HealthResource health) {
    Routes routes = new Routes();
    routes.node(node);
    routes.figures(figures);
    routes.peers(new PeersResource());
    routes.records(new RecordReads(), new RecordWrites());
    routes.health(health);
    routes.specification(new SpecificationResource());
    return List.copyOf(routes.routes);
  }

  private void node(NodeResource node) {
    get("/api/v1/node", Set.of(), node::node);
    write("PUT", "/api/v1/node/loglevel", Set.of(), Body.JSON, node::logLevel);
    get("/api/v1/limits", Set.of(), node::limits);
  }

  private void figures(FiguresResource figures) {
    get("/api/v1/counters", Set.of(), figures::counters);
    get("/metrics", Set.of(), figures::metrics);
  }

  private void peers(PeersResource peers) {
    get("/api/v1/peers", PAGE, peers::peers);
    write("POST", "/api/v1/peers/{id}/ping", OPERATION, Body.NONE, peers::ping);
    get("/api/v1/lookup/{id}", OPERATION, peers::lookup);
  }

  private void records(RecordReads reads, RecordWrites writes) {
    write("POST", "/api/v1/records", WRITE, Body.RECORD, writes::putImmutable);
    get("/api/v1/records/self", OWN_PAGE, reads::list);
    get("/api/v1/records/{key}", READ_BY_KEY, reads::byKey);
    write("DELETE", "/api/v1/records/{key}", GIVE_UP, Body.NONE, writes::giveUp);
    get("/api/v1/records/self/{name}", OPERATION, reads::own);
    write("PUT", "/api/v1/records/self/{name}", WRITE, Body.RECORD, writes::putOwn);
    write("DELETE", "/api/v1/records/self/{name}", OPERATION, Body.NONE, writes::deleteOwn);
    get("/api/v1/records/{owner}/{name}", OPERATION, reads::ofOwner);
    get("/api/v1/equivocations", Set.of(), reads::equivocations);
  }

  private void health(HealthResource health) {
    open("/healthz", health::health);
    open("/readyz", health::readiness);
  }

  private void specification(SpecificationResource specification) {
    open("/openapi.yaml", specification::yaml);
    open("/openapi.json", specification::json);
    open("/", specification::welcome);
    open("/swagger", specification::redirect);
    open("/swagger/", specification::page);
    open("/swagger/{file}", specification::file);
  }

  private void get(String template, Set<String> query, Function<Request, Reply> resource) {
    routes.add(new Route("GET", template, query, Body.NONE, Access.TOKEN, resource));
  }

  private void open(String template, Function<Request, Reply> resource) {
    routes.add(new Route("GET", template, Set.of(), Body.NONE, Access.OPEN, resource));
  }

  private void write(
      String method,
      String template,
      Set<String> query,
      Body body,
      Function<Request, Reply> resource) {
    routes.add(new Route(method, template, query, body, Access.TOKEN, resource));
  }
}
