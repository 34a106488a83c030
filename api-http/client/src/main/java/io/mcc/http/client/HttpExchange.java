package io.mcc.http.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Sends requests to one node and turns every failure into an {@link MccException}. */
final class HttpExchange {
  /** Far above a page of 1,000 peers or a record as JSON. */
  private static final int BODY_LENGTH_MAX = 4 * 1024 * 1024;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient client;
  private final URI address;
  private final String token;
  private final Duration timeout;

  /**
   * @param token the bearer token; null for none
   * @param timeout from sending a request to the last byte of its answer
   * @param tls whom to trust where the address is of https; null for those whom the JVM trusts
   */
  HttpExchange(URI address, String token, Duration timeout, SSLContext tls) {
    this.address = address;
    this.token = token;
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT);
    if (!address.getScheme().equals("https")) {
      builder.sslContext(unusedTls());
    } else if (tls != null) {
      builder.sslContext(tls);
    }
    client = builder.build();
  }

  /** Without it the client would read the whole trust store at its start, only to speak HTTP. */
  private static SSLContext unusedTls() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  HttpRequest.Builder request(String pathAndQuery) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(pathAndQuery));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Sends a request; an answer of status 400 or more is thrown as the failure it describes. */
  HttpResponse<byte[]> send(HttpRequest request) {
    HttpResponse<byte[]> response = sendForAny(request);
    if (response.statusCode() >= 300) {
      throw Problem.of(response);
    }
    return response;
  }

  /** Sends a request and returns its answer, whatever its status. */
  HttpResponse<byte[]> sendForAny(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, head -> new BoundedBody(BODY_LENGTH_MAX));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw late(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new MccException(MccException.UNREACHABLE, "interrupted while waiting for the node", e);
    }
  }

  private MccException late(Throwable cause) {
    return new MccException(
        MccException.NO_ANSWER_IN_TIME,
        "the node at " + where() + " didn't answer within " + timeout.toMillis() + " ms",
        cause);
  }

  private MccException failed(Throwable cause) {
    if (cause instanceof ConnectException || cause.getCause() instanceof ConnectException) {
      return new MccException(
          MccException.UNREACHABLE, "no node answers at " + where() + ": start one", cause);
    }
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return new MccException(
          MccException.UNREACHABLE, "no node answers at " + where() + " in time", cause);
    }
    if (cause instanceof SSLException) {
      return new MccException(
          MccException.NOT_UNDERSTOOD,
          "no trusted TLS with " + where() + ": " + cause.getMessage(),
          cause);
    }
    if (cause instanceof IOException) {
      return new MccException(
          MccException.NOT_UNDERSTOOD,
          "what answers at " + where() + " is not a node, or broke off: " + cause.getMessage(),
          cause);
    }
    throw new IllegalStateException(cause);
  }

  private String where() {
    return address.getAuthority();
  }

  /** A failure as RFC 9457 describes it in a body. */
  private static final class Problem {
    private static MccException of(HttpResponse<byte[]> response) {
      int status = response.statusCode();
      String type = response.headers().firstValue("Content-Type").orElse("");
      if (!type.startsWith("application/problem+json")) {
        return new MccException(
            status, "status-" + status, "the node answered with status " + status, List.of());
      }
      JsonObject problem = JsonObject.parse(response.body());
      String detail = problem.textOr("detail", problem.textOr("title", "status " + status));
      List<String> tried = problem.has("tried") ? problem.texts("tried") : List.of();
      return new MccException(status, problem.textOr("code", "status-" + status), detail, tried);
    }
  }
}
