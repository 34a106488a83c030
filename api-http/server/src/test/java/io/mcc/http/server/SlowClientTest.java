package io.mcc.http.server;

import static io.mcc.http.server.RestFixture.ID_B;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.command.Command;
import io.mcc.engine.command.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threat 38: slow and silent clients cost only themselves. */
class SlowClientTest {
  private static final String HOST = "Host: localhost\r\n";
  private static final String POST = "POST /api/v1/records HTTP/1.1\r\n" + HOST;

  private final List<RawConnection> connections = new ArrayList<>();
  private RestFixture rest;

  @AfterEach
  void close() {
    connections.forEach(RawConnection::close);
    rest.close();
  }

  private void launch(int requestMillis, int idleMillis, int connectionCount) {
    rest =
        RestFixture.launch(
                context ->
                    context
                        .limits()
                        .set(RestLimits.REQUEST_MILLIS, requestMillis)
                        .set(RestLimits.IDLE_MILLIS, idleMillis)
                        .set(RestLimits.CONNECTIONS, connectionCount))
            .answer(
                command ->
                    command instanceof Command.NodeStatus
                        ? RestFixture.status(true, true)
                        : new Outcome.Stored(ID_B, 0, "0-0", 1, 0, true, List.of()));
  }

  private RawConnection connect() {
    RawConnection connection = rest.connect();
    connections.add(connection);
    return connection;
  }

  @Test
  void shouldAnswerAHeadThatNeverEndsWith408() {
    launch(200, 60_000, 16);
    RawConnection raw = connect().send("GET /api/v1/node HTTP/1.1\r\nHost: loc");

    RawConnection.RawResponse response = raw.receive();

    assertThat(response.status()).isEqualTo(408);
    assertThat(response.isProblem()).isTrue();
    assertThat(raw.isEnded()).isTrue();
  }

  @Test
  void shouldNotBeKeptWaitingByAHeadThatTrickles() {
    launch(300, 60_000, 16);
    RawConnection raw = connect().send("GET / HTTP/1.1\r\n" + HOST + "X: ");
    long startNs = System.nanoTime();
    while (raw.trySend("x") && System.nanoTime() - startNs < 10_000_000_000L) {
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(System.nanoTime() - startNs).isLessThan(10_000_000_000L);
  }

  @Test
  void shouldAnswerABodyThatNeverEndsWith408() {
    launch(200, 60_000, 16);
    for (String framing :
        List.of("Content-Length: 10\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc")) {
      RawConnection raw = connect().send(POST + framing);

      RawConnection.RawResponse response = raw.receive();

      assertThat(response.status()).isEqualTo(408);
      assertThat(response.isProblem()).isTrue();
      assertThat(raw.isEnded()).isTrue();
    }
    assertThat(rest.engine().commands()).isEmpty();
  }

  @Test
  void shouldNotBeHeldByABodyThatNobodyReads() {
    launch(10_000, 60_000, 16);
    RawConnection raw =
        connect().send("GET /nothing HTTP/1.1\r\n" + HOST + "Content-Length: 60000\r\n\r\nabc");

    assertThat(raw.receive().status()).isEqualTo(404);
    assertThat(raw.isEnded()).isTrue();
  }

  @Test
  void shouldEndASilentConnection() {
    launch(10_000, 300, 16);
    RawConnection silent = connect();
    RawConnection used = connect().send("GET /healthz HTTP/1.1\r\n" + HOST + "\r\n");

    assertThat(used.receive().status()).isEqualTo(200);
    assertThat(used.isEnded()).isTrue();
    assertThat(silent.isEnded()).isTrue();
  }

  @Test
  void shouldRefuseConnectionsOverTheLimitAndRecover() {
    launch(10_000, 60_000, 4);
    for (int i = 0; i < 4; i++) {
      assertThat(connect().send("GET /healthz HTTP/1.1\r\n" + HOST + "\r\n").receive().status())
          .isEqualTo(200);
    }
    RawConnection.RawResponse refused = connect().receive();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.isProblem()).isTrue();
    assertThat(refused.header("Retry-After")).isEqualTo("1");

    connections.get(0).close();
    Await.until(
        () -> {
          RawConnection next = connect();
          return next.trySend("GET /healthz HTTP/1.1\r\n" + HOST + "\r\n") && statusOf(next) == 200;
        });
  }

  private static int statusOf(RawConnection connection) {
    try {
      return connection.receive().status();
    } catch (java.io.UncheckedIOException e) {
      return -1;
    }
  }

  @Test
  void shouldServeOthersBesideFiveHundredSlowSockets() {
    launch(60_000, 60_000, 512);
    for (int i = 0; i < 500; i++) {
      RawConnection slow = connect();
      switch (i % 3) {
        case 0 -> slow.send("GET /api/v1/node HTTP/1.1\r\nX: ");
        case 1 -> slow.send(POST + "Content-Length: 60000\r\n\r\nabc");
        default -> slow.send("G");
      }
    }
    RawConnection normal = connect();
    int requestCount = Boolean.getBoolean("mcc.test.full") ? 5_000 : 500;
    long[] timesNs = new long[requestCount];
    for (int i = 0; i < requestCount; i++) {
      if (i % 100 == 0) {
        connections.subList(0, 500).forEach(slow -> slow.trySend("x"));
      }
      long startNs = System.nanoTime();
      normal.send("GET /api/v1/node HTTP/1.1\r\n" + HOST + "\r\n");
      assertThat(normal.receive().status()).isEqualTo(200);
      timesNs[i] = System.nanoTime() - startNs;
    }
    Arrays.sort(timesNs);
    System.out.printf(
        "beside 500 slow sockets: p50 %.2f ms, p99 %.2f ms%n",
        timesNs[requestCount / 2] / 1e6, timesNs[requestCount * 99 / 100] / 1e6);
  }
}
