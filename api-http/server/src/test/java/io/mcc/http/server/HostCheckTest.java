package io.mcc.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 37: a foreign name that resolves to this machine must not get through. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostCheckTest {
  private RestFixture rest;

  @BeforeAll
  void launch() {
    rest = RestFixture.launch(context -> context.allowedHosts(List.of("Node.example", "box")));
    rest.answer(RestFixture.status(true, true));
  }

  @AfterAll
  void close() {
    rest.close();
  }

  private RawConnection.RawResponse ask(String headers) {
    try (RawConnection raw = rest.connect()) {
      return raw.send("GET /api/v1/node HTTP/1.1\r\n" + headers + "\r\n").receive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST",
        "LocalHost.",
        "localhost.:1",
        "127.0.0.1",
        "127.0.0.1:8080",
        "10.1.2.3",
        "0.0.0.0",
        "192.168.0.7:80",
        "[::1]",
        "[::1]:8080",
        "[2001:DB8::1]:80",
        "node.example",
        "NODE.example:9",
        "node.example.",
        "box",
        " localhost ",
        "\tlocalhost"
      })
  void shouldServeLiteralsAndOwnNames(String host) {
    assertThat(ask("Host: " + host + "\r\n").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io",
        "evil.localhost",
        "localhost.localdomain",
        "localhost..",
        "xlocalhost",
        "localhos",
        "2130706433",
        "0x7f.0.0.1",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "127.0.0.01",
        "127.0.0.256",
        "127.0.0.1.",
        "127.0.0.1.0",
        "sub.node.example",
        "node.example.evil",
        "nodexexample",
        "xn--lcalhost-54a",
        "%6cocalhost",
        "-",
        ".",
        "",
        "localhost%00",
        "127.0.0.1%2eevil.example",
        "service.mcc"
      })
  void shouldRefuseEveryOtherName(String host) {
    RawConnection.RawResponse response = ask("Host: " + host + "\r\n");

    assertThat(response.status()).isEqualTo(421);
    assertThat(response.isProblem()).as(response.toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[::1",
        "::1",
        "[::1]evil",
        "[::1%25lo]",
        "[fe80::1%lo]",
        "[v1.a]",
        "[]",
        "[127.0.0.1]x",
        "127.0.0.1:abc",
        "127.0.0.1:99999",
        "127.0.0.1:",
        "localhost:80:80",
        "user@localhost",
        "localhost/evil",
        "localhost evil",
        "localhost, evil.example",
        "http://localhost",
        "localhost\\evil",
        "localhost#",
        "\"localhost\"",
        "l\u00f6calhost"
      })
  void shouldRefuseWhatIsNoHost(String host) {
    RawConnection.RawResponse response = ask("Host: " + host + "\r\n");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.isProblem()).as(response.toString()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: localhost\r\nHost: localhost\r\n",
        "Host: localhost\r\nhost: evil.example\r\n",
        "X-Forwarded-Host: localhost\r\n",
        "Hos: localhost\r\n"
      })
  void shouldDemandExactlyOneHost(String headers) {
    RawConnection.RawResponse response = ask(headers);

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.isProblem()).as(response.toString()).isTrue();
  }

  @Test
  void shouldCheckTheHostBeforeAnythingElse() {
    try (RawConnection raw = rest.connect()) {
      String evil = " HTTP/1.1\r\nHost: evil.example\r\n\r\n";
      for (String path : List.of("/healthz", "/swagger/", "/openapi.json", "/nothing")) {
        assertThat(raw.send("GET " + path + evil).receive().status()).as(path).isEqualTo(421);
      }
    }
  }
}
