package io.mcc.tools.history;

import io.mcc.tools.history.Operation.End;
import io.mcc.tools.history.Operation.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one node over REST and writes down what it was told, whatever that is. */
final class HistoryClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\"\\s*:\\s*(\\d+)");
  private static final int BASE = 36;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final int NO_STORAGE = 507;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final HistoryNode node;
  private final History history;

  HistoryClient(HistoryNode node, History history) {
    this.node = node;
    this.history = history;
  }

  /** The sequence that a tag begins with. */
  static long sequenceOf(String tag) {
    String text = tag.replace("\"", "");
    int end = text.indexOf('-');
    return Long.parseLong(end < 0 ? text : text.substring(0, end), BASE);
  }

  /**
   * Puts a value under an own name.
   *
   * @param expected the tag that has to be there; null for whatever is
   * @return the new tag; null where it wasn't acknowledged
   */
  String put(String name, long write, String expected) {
    HttpRequest.Builder request =
        request("self/" + name)
            .header("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofString(Long.toString(write)));
    if (expected != null) {
      request.header("If-Match", expected);
    }
    Sent sent = send(Kind.PUT, node.id() + "/" + name, request);
    HttpResponse<String> answer = sent.answer;
    sent.end(write, expected, writeEnd(answer), answer == null ? 0 : sequence(answer.body()));
    return answer != null && answer.statusCode() / 100 == 2
        ? answer.headers().firstValue("ETag").orElseThrow()
        : null;
  }

  /** Deletes an own name for good; says whether that was acknowledged. */
  boolean delete(String name) {
    Sent sent = send(Kind.DELETE, node.id() + "/" + name, request("self/" + name).DELETE());
    End end = writeEnd(sent.answer);
    sent.end(0, null, end, 0);
    return end == End.DONE;
  }

  /** Reads a name of any owner. */
  void read(String key) {
    Sent sent = send(Kind.READ, key, request(key).GET());
    HttpResponse<String> answer = sent.answer;
    if (answer != null && answer.statusCode() == OK && !isUnconfirmed(answer)) {
      long sequence = Long.parseLong(answer.headers().firstValue("MCC-Sequence").orElseThrow());
      sent.end(Long.parseLong(answer.body()), null, End.DONE, sequence);
    } else {
      boolean isAbsent = answer != null && answer.statusCode() == NOT_FOUND;
      sent.end(0, null, isAbsent ? End.ABSENT : End.UNKNOWN, 0);
    }
  }

  private static boolean isUnconfirmed(HttpResponse<?> answer) {
    return answer.headers().firstValue("MCC-Unconfirmed").isPresent();
  }

  /** What was refused had no effect; what failed in the network may have one yet. */
  private static End writeEnd(HttpResponse<?> answer) {
    if (answer == null) {
      return End.UNKNOWN;
    }
    return switch (answer.statusCode() / 100) {
      case 2 -> End.DONE;
      case 4 -> End.REFUSED;
      default ->
          switch (answer.statusCode()) {
            case UNAVAILABLE, NO_STORAGE -> End.REFUSED;
            case BAD_GATEWAY, GATEWAY_TIMEOUT -> End.UNKNOWN;
            default -> throw new AssertionError("status " + answer.statusCode());
          };
    };
  }

  private static long sequence(String body) {
    Matcher sequence = SEQUENCE.matcher(body);
    return sequence.find() ? Long.parseLong(sequence.group(1)) : 0;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://" + node.restAddress() + "/api/v1/records/" + path))
        .timeout(TIMEOUT);
  }

  private Sent send(Kind kind, String key, HttpRequest.Builder request) {
    Sent sent = new Sent(kind, key);
    try {
      sent.answer = HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (ConnectException e) {
      sent.answer = null;
    } catch (IOException e) {
      // The node was killed or stands still: nobody knows.
      sent.answer = null;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while a node is asked", e);
    }
    return sent;
  }

  /** A request on its way into the history. */
  private final class Sent {
    final Kind kind;
    final String key;
    final int life = node.life();
    final long beginNs = System.nanoTime();
    HttpResponse<String> answer;

    Sent(Kind kind, String key) {
      this.kind = kind;
      this.key = key;
    }

    void end(long write, String expected, End end, long sequence) {
      history.add(
          new Operation(
              node.index(),
              life,
              kind,
              key,
              write,
              expected,
              end,
              sequence,
              beginNs,
              System.nanoTime()));
    }
  }
}
