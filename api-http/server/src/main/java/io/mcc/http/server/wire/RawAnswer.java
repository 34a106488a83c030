package io.mcc.http.server.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;

/** Writes a refusal as a complete HTTP response, past the HTTP server. IO thread only. */
final class RawAnswer {
  private RawAnswer() {}

  /** Writes the answer and ends the sending direction; false where the peer takes nothing. */
  static boolean write(StreamConnection connection, WireRefusal refusal) {
    try {
      ConduitStreamSinkChannel sink = connection.getSinkChannel();
      ByteBuffer answer = ByteBuffer.wrap(text(refusal).getBytes(StandardCharsets.US_ASCII));
      sink.write(answer);
      sink.shutdownWrites();
      return sink.flush() && !answer.hasRemaining();
    } catch (IOException e) {
      return false;
    }
  }

  static String text(WireRefusal refusal) {
    String body =
        "{\"type\":\"urn:mcc:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"code\":\"%s\"}"
            .formatted(
                refusal.code(),
                refusal.title(),
                refusal.status(),
                refusal.detail(),
                refusal.code());
    return "HTTP/1.1 "
        + refusal.status()
        + ' '
        + refusal.title()
        + "\r\nContent-Type: application/problem+json\r\nContent-Length: "
        + body.length()
        + (refusal.status() == 503 ? "\r\nRetry-After: 1" : "")
        + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
        + body;
  }
}
