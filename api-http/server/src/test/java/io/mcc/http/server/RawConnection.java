package io.mcc.http.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A TCP connection for requests that no decent client would send. Reads give up after 10 s. */
final class RawConnection implements AutoCloseable {
  /** A response: status, head as it came, and body by its Content-Length. */
  record RawResponse(int status, String head, String body) {
    String header(String name) {
      for (String line : head.split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return null;
    }

    boolean isProblem() {
      return "application/problem+json".equals(header("Content-Type"))
          && body.contains("\"status\":" + status)
          && body.contains("\"code\":\"");
    }
  }

  private final Socket socket;

  RawConnection(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawConnection send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False where the server has gone away. */
  boolean trySend(String text) {
    try {
      send(text);
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  RawResponse receive() {
    return receive(false);
  }

  RawResponse receive(boolean headOnly) {
    try {
      String head = readHead(socket.getInputStream());
      int status = Integer.parseInt(head.substring(9, 12));
      RawResponse response = new RawResponse(status, head, "");
      String length = response.header("Content-Length");
      boolean bodyless = headOnly || status == 204 || status == 304 || length == null;
      int bodyLength = bodyless ? 0 : Integer.parseInt(length);
      byte[] body = socket.getInputStream().readNBytes(bodyLength);
      return new RawResponse(status, head, new String(body, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readHead(InputStream input) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int octet = input.read();
      if (octet < 0) {
        throw new EOFException("closed after: " + head);
      }
      head.write(octet);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the server ends the connection; waits up to the read limit. */
  boolean isEnded() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
