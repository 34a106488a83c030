package io.mcc.http.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A client of a node's REST interface. Holds connections to that node only. */
public final class HttpMccClient implements MccClient {
  /** What the answer may take on top of the time that the node itself is given. */
  private static final Duration ANSWER_MARGIN = Duration.ofSeconds(2);

  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);

  private final HttpExchange exchange;
  private final String timeoutQuery;

  /**
   * A client of a node that asks for no token, which may take 10 s for an operation.
   *
   * @param address as for {@link #HttpMccClient(String, String, Duration)}
   */
  public HttpMccClient(String address) {
    this(address, null, TIMEOUT_DEFAULT);
  }

  /**
   * @param address {@code host:port}, with or without {@code http://}; or {@code
   *     https://host[:port]} of a proxy before the node, whose certificate this JVM trusts
   * @param token the bearer token that the node asks for; null for none
   * @param timeout what a node may take for an operation in the network
   * @throws IllegalArgumentException where the address isn't one; with a sentence for the user
   */
  public HttpMccClient(String address, String token, Duration timeout) {
    this(address, token, timeout, null);
  }

  /**
   * @param tls whom to trust where the address is {@code https://…}; null for those whom the JVM
   *     trusts
   */
  public HttpMccClient(String address, String token, Duration timeout, SSLContext tls) {
    URI node = RestAddress.parse(address);
    this.exchange = new HttpExchange(node, token, timeout.plus(ANSWER_MARGIN), tls);
    this.timeoutQuery = "timeoutMillis=" + timeout.toMillis();
  }

  @Override
  public NodeStatus status() {
    return Answers.status(getJson("/api/v1/node"));
  }

  @Override
  public Page<Peer> peers(int limit, String after) {
    JsonObject page = getJson("/api/v1/peers" + paging(limit, after));
    return new Page<>(Answers.peers(page.objects("peers")), page.textOr("next", null));
  }

  @Override
  public Duration ping(String id) {
    HttpRequest.Builder request =
        exchange.request("/api/v1/peers/" + encode(id) + "/ping?" + timeoutQuery);
    return Answers.roundTrip(json(exchange.send(request.POST(BodyPublishers.noBody()).build())));
  }

  @Override
  public List<Peer> lookup(String id) {
    return Answers.peers(
        getJson("/api/v1/lookup/" + encode(id) + "?" + timeoutQuery).objects("nodes"));
  }

  @Override
  public StoredRecord putImmutable(Content content, Duration lifetime) {
    MccException.require(content, "the content");
    HttpRequest.Builder request =
        exchange
            .request("/api/v1/records?" + timeoutQuery + lifetimeQuery(lifetime))
            .POST(BodyPublishers.ofByteArray(content.value()));
    return stored(exchange.send(typed(request, content).build()));
  }

  @Override
  public StoredRecord putMutable(
      String name, Content content, Duration lifetime, Expectation expectation) {
    MccException.require(content, "the content");
    MccException.require(expectation, "the expectation");
    HttpRequest.Builder request =
        exchange
            .request(own(name) + "?" + timeoutQuery + lifetimeQuery(lifetime))
            .PUT(BodyPublishers.ofByteArray(content.value()));
    return stored(exchange.send(expecting(typed(request, content), expectation).build()));
  }

  @Override
  public FoundRecord get(String key) {
    return found("/api/v1/records/" + encode(key) + "?" + timeoutQuery);
  }

  @Override
  public FoundRecord getLocal(String key) {
    return found("/api/v1/records/" + encode(key) + "?local=true");
  }

  @Override
  public FoundRecord get(String owner, String name) {
    return found("/api/v1/records/" + encode(owner) + "/" + encode(name) + "?" + timeoutQuery);
  }

  @Override
  public Page<OwnRecord> ownRecords(int limit, String after) {
    return ownRecords(paging(limit, after));
  }

  @Override
  public Page<OwnRecord> allOwnRecords(int limit, String after) {
    return ownRecords(paging(limit, after) + "&all=true");
  }

  @Override
  public Instant giveUp(String key) {
    HttpRequest.Builder request =
        exchange.request("/api/v1/records/" + encode(key) + "?" + timeoutQuery).DELETE();
    return json(exchange.send(request.build())).instant("copiesEnd");
  }

  private Page<OwnRecord> ownRecords(String query) {
    JsonObject page = getJson("/api/v1/records/self" + query);
    return new Page<>(Answers.ownRecords(page.objects("records")), page.textOr("next", null));
  }

  @Override
  public void delete(String name, Expectation expectation) {
    MccException.require(expectation, "the expectation");
    HttpRequest.Builder request = exchange.request(own(name) + "?" + timeoutQuery).DELETE();
    exchange.send(expecting(request, expectation).build());
  }

  @Override
  public List<Limit> limits() {
    return Answers.limits(getJson("/api/v1/limits").objects("limits"));
  }

  @Override
  public Counters counters() {
    return Answers.counters(getJson("/api/v1/counters"));
  }

  @Override
  public void logLevel(String level) {
    if (!MccException.require(level, "the level").matches("[A-Za-z0-9]{1,16}")) {
      throw MccException.invalid("'" + level + "' is not a log level");
    }
    HttpRequest.Builder request =
        exchange
            .request("/api/v1/node/loglevel")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"level\":\"" + level + "\"}"));
    exchange.send(request.build());
  }

  @Override
  public boolean healthy() {
    try {
      return exchange.sendForAny(exchange.request("/healthz").build()).statusCode() == 200;
    } catch (MccException e) {
      return false;
    }
  }

  @Override
  public Readiness readiness() {
    HttpResponse<byte[]> response = exchange.sendForAny(exchange.request("/readyz").build());
    JsonObject answer = json(response);
    boolean ready = response.statusCode() == 200;
    boolean alone = answer.has("alone") && answer.flag("alone");
    return new Readiness(ready, alone, ready ? "" : Answers.unreadiness(answer));
  }

  @Override
  public void close() {
    // The JDK's client of Java 17 can't be closed: its threads end with the last reference to it.
  }

  private JsonObject getJson(String pathAndQuery) {
    return json(exchange.send(exchange.request(pathAndQuery).build()));
  }

  private static JsonObject json(HttpResponse<byte[]> response) {
    return JsonObject.parse(response.body());
  }

  private static StoredRecord stored(HttpResponse<byte[]> response) {
    return Answers.stored(json(response), response.statusCode() == 201);
  }

  private FoundRecord found(String pathAndQuery) {
    HttpResponse<byte[]> response = exchange.send(exchange.request(pathAndQuery).build());
    HttpHeaders headers = response.headers();
    return new FoundRecord(
        new Content(headers.firstValue("Content-Type").orElse(""), response.body()),
        headers.firstValue("ETag").orElse(null),
        headers.firstValue("MCC-Owner").orElse(null),
        headers.firstValueAsLong("MCC-Sequence").orElse(0),
        headers.firstValue("MCC-Expires").map(HttpMccClient::instantOrNull).orElse(null),
        headers.firstValue("MCC-Unconfirmed").isPresent());
  }

  private static Instant instantOrNull(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static HttpRequest.Builder typed(HttpRequest.Builder request, Content content) {
    if (content.contentType().isBlank()) {
      return request;
    }
    try {
      return request.header("Content-Type", content.contentType());
    } catch (IllegalArgumentException e) {
      throw MccException.invalid("a content type is printable ASCII");
    }
  }

  private static HttpRequest.Builder expecting(
      HttpRequest.Builder request, Expectation expectation) {
    return switch (expectation.kind()) {
      case NONE -> request;
      case ABSENT -> request.header("If-None-Match", "*");
      case PRESENT -> request.header("If-Match", "*");
      case TAG -> request.header("If-Match", expectation.tag());
    };
  }

  private static String own(String name) {
    return "/api/v1/records/self/" + encode(name);
  }

  private static String paging(int limit, String after) {
    return "?limit=" + limit + (after == null || after.isEmpty() ? "" : "&after=" + encode(after));
  }

  private static String lifetimeQuery(Duration lifetime) {
    return lifetime == null ? "" : "&ttlSeconds=" + lifetime.toSeconds();
  }

  /** Of a path: an empty or absent part would make it another one. */
  private static String encode(String text) {
    if (MccException.require(text, "an id, key or name").isEmpty()) {
      throw MccException.invalid("an id, key or name is empty");
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
