package io.mcc.http.server;

import java.util.LinkedHashMap;
import java.util.Map;

/** A finished response, ready to be written. Mutable while it is built, by one thread. */
final class Answer {
  private static final byte[] NOTHING = {};

  private final int status;
  private final byte[] body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Answer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  static Answer empty(int status) {
    return new Answer(status, NOTHING);
  }

  static Answer bytes(int status, String contentType, byte[] body) {
    return new Answer(status, body).header("Content-Type", contentType);
  }

  static Answer json(int status, Object value) {
    return bytes(status, "application/json", Json.bytes(value)).header("Cache-Control", "no-store");
  }

  static Answer problem(Problem problem) {
    Answer answer =
        bytes(problem.status(), "application/problem+json", Json.bytes(Views.problem(problem)))
            .header("Cache-Control", "no-store");
    problem.headers().forEach(answer::header);
    return answer;
  }

  Answer header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }

  boolean isBodyless() {
    return status == 204 || status == 304;
  }
}
