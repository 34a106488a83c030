package io.mcc.tools.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mcc.tools.ApiFile;
import io.mcc.tools.CommandException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbTest {
  private static final String STORED =
      "{\"key\":\""
          + FakeNode.KEY
          + "\",\"sequence\":2,\"replicas\":3,"
          + "\"expires\":\"2026-01-02T03:04:05Z\"}";

  @TempDir Path folder;
  private FakeNode node;
  private String standardInput = "";

  @BeforeEach
  void start() throws IOException {
    node = new FakeNode();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayInputStream in =
        new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8));
    Verb.run(arguments, Map.of("HTTP", node.address()), in, new PrintStream(out, true));
    return out.toString(StandardCharsets.UTF_8);
  }

  private CommandException failure(String... arguments) {
    CommandException failure = catchThrowableOfType(CommandException.class, () -> run(arguments));
    assertThat(failure).as(String.join(" ", arguments)).isNotNull();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  @Test
  void shouldShowStatusForPeopleAndPrograms() {
    assertThat(run("status"))
        .contains("node id      " + FakeNode.OWN_ID)
        .contains("up           1 min 1 s")
        .contains("ready        yes");
    assertThat(run("status", "--json"))
        .contains("\"id\" : \"" + FakeNode.OWN_ID + "\"")
        .contains("\"certificate\" : null");
    assertThat(run("status", "-json")).startsWith("{");
  }

  @Test
  void shouldPrintPicturesWhereThereIsNoTerminal() {
    node.json(
        "GET /api/v1/counters",
        "{\"uptimeSeconds\":2.5,\"counters\":{\"datagrams_sent\":5},\"gauges\":{\"joined\":1,"
            + "\"store_writable\":1},\"limits\":{},\"latencies\":{},\"memory\":{\"heapUsedBytes\":1,"
            + "\"heapMaxBytes\":2,\"directBytes\":3}}");
    assertThat(run("top", "--count", "2", "--interval", "0.1"))
        .contains("mcc 0.1.0  own", FakeNode.OWN_ID, "joined  up 00:00:02")
        .doesNotContain("\033");
    assertThat(run("top", "--json", "--count=1").lines())
        .singleElement()
        .asString()
        .startsWith("{\"time\":\"")
        .contains("\"perSecond\":{\"datagrams_sent\":2.0}");
    assertThat(failure("top", "--interval", "0"))
        .hasMessageContaining("--interval")
        .returns(CommandException.USAGE, CommandException::exitCode);
    assertThat(failure("top", "--count", "-1"))
        .returns(CommandException.USAGE, CommandException::exitCode);
  }

  @Test
  void shouldListPeersInColumns() {
    assertThat(run("peers").lines())
        .containsExactly(
            "LABEL  ADDRESS      RTT       SEEN     STATE  ID",
            "alpha  127.0.0.1:9  0.500 ms  3 s ago  live   " + FakeNode.ALPHA_ID,
            "beta   127.0.0.1:9  0.500 ms  3 s ago  live   " + FakeNode.BETA_ID);
    node.json("GET /api/v1/peers", "{\"peers\":[]}");
    assertThat(run("peers")).isEqualTo("this node knows no other node yet\n");
  }

  @Test
  void shouldTakeIdLabelOrPrefixForANode() {
    for (String id : new String[] {FakeNode.ALPHA_ID, "pb", "alpha"}) {
      node.json("POST /api/v1/peers/" + FakeNode.ALPHA_ID + "/ping", "{\"rttMillis\":1.25}");
      assertThat(run("ping", id)).isEqualTo(FakeNode.ALPHA_ID + " answered in 1.250 ms\n");
    }
    assertThat(failure("ping", "p"))
        .hasMessageContaining(FakeNode.ALPHA_ID)
        .hasMessageContaining(FakeNode.BETA_ID)
        .returns(CommandException.USAGE, CommandException::exitCode);
    assertThat(failure("ping", "zz"))
        .returns(CommandException.NOT_FOUND, CommandException::exitCode);
  }

  @Test
  void shouldNotTakeALabelForWhatBeginsAnId() {
    // threat of a stranger who calls himself like the beginning of somebody's id
    String begin = FakeNode.ALPHA_ID.substring(0, 8);
    node.json(
        "GET /api/v1/peers",
        "{\"peers\":["
            + "{\"id\":\""
            + FakeNode.ALPHA_ID
            + "\",\"label\":\"alpha\"},"
            + "{\"id\":\""
            + FakeNode.BETA_ID
            + "\",\"label\":\""
            + begin
            + "\"}]}");

    assertThat(failure("get", begin + "/x"))
        .hasMessageContaining("begins " + FakeNode.ALPHA_ID)
        .hasMessageContaining("label of " + FakeNode.BETA_ID)
        .returns(CommandException.USAGE, CommandException::exitCode);
    assertThat(failure("ping", "self"))
        .returns(CommandException.NOT_FOUND, CommandException::exitCode);
  }

  @Test
  void shouldSayHowARecordIsNamed() {
    assertThat(failure("get", "alpha")).hasMessageContaining("alpha/NAME");
    for (String wrong : new String[] {"alpha/", "/x", "/"}) {
      assertThat(failure("get", wrong))
          .hasMessageContaining("OWNER/NAME")
          .returns(CommandException.USAGE, CommandException::exitCode);
    }
    assertThat(failure("put", "--name=", "-"))
        .hasMessageContaining("--name")
        .returns(CommandException.USAGE, CommandException::exitCode);
  }

  @Test
  void shouldLookUpOwnIdByLabel() {
    node.json("GET /api/v1/lookup/" + FakeNode.OWN_ID, FakeNode.peers("nodes"));
    assertThat(run("lookup", "own")).contains(FakeNode.BETA_ID);
    assertThat(run("lookup", "own", "--json")).contains("\"target\" : \"" + FakeNode.OWN_ID + "\"");
  }

  @Test
  void shouldPutStandardInputAndFiles() throws IOException {
    node.answer("POST /api/v1/records", 201, "application/json", STORED);
    standardInput = "hello";
    assertThat(run("put", "-")).contains("key       " + FakeNode.KEY).contains("replicas  3");
    assertThat(node.lastBody).asString().isEqualTo("hello");
    assertThat(node.lastType).isEqualTo("application/octet-stream");

    Path file = Files.writeString(folder.resolve("a b.txt"), "text");
    node.answer("PUT /api/v1/records/self/n", 200, "application/json", STORED);
    assertThat(run("put", "--name", "n", "--ttl=60", file.toString())).contains("sequence  2");
    assertThat(node.lastRequest).contains("ttlSeconds=60");
    assertThat(node.lastType).isEqualTo("text/plain");
    run("put", "-name=n", "--type", "x/y", file.toString());
    assertThat(node.lastType).isEqualTo("x/y");
  }

  @Test
  void shouldRefuseFilesThatNoRecordHolds() throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[65_537]);
    assertThat(failure("put", large.toString())).hasMessageContaining("65536");
    assertThat(failure("put", folder.resolve("none").toString()))
        .hasMessageContaining("no such file")
        .returns(CommandException.FAILED, CommandException::exitCode);
    assertThat(failure("put", "--ttl", "soon", large.toString()))
        .hasMessageContaining("--ttl")
        .returns(CommandException.USAGE, CommandException::exitCode);
  }

  @Test
  void shouldGetBytesUnchanged() throws IOException {
    node.answer("GET /api/v1/records/" + FakeNode.KEY, 200, "x/y", "\0\r\n\1");
    node.answer("GET /api/v1/records/" + FakeNode.ALPHA_ID + "/n", 200, "x/y", "named");
    node.answer("GET /api/v1/records/self/n", 200, "x/y", "own");
    assertThat(run("get", FakeNode.KEY)).isEqualTo("\0\r\n\1");
    assertThat(run("get", "alpha/n")).isEqualTo("named");
    assertThat(run("get", "self/n", "--json")).contains("\"valueBase64\" : \"b3du\"");
    Path file = folder.resolve("out");
    assertThat(run("get", "self/n", "-o", file.toString())).contains("3 bytes");
    assertThat(file).hasContent("own");
  }

  @Test
  void shouldEndWithThreeWhereNothingIsFound() {
    node.problem("GET /api/v1/records/" + FakeNode.KEY, 404, "no record has this key");
    assertThat(failure("get", FakeNode.KEY))
        .hasMessage("no record has this key")
        .returns(CommandException.NOT_FOUND, CommandException::exitCode);
    node.problem("DELETE /api/v1/records/self/n", 404, "no record of this name");
    assertThat(failure("rm", "n")).returns(CommandException.NOT_FOUND, CommandException::exitCode);
    node.problem("GET /api/v1/records/self/.", 400, "'.' is no name");
    assertThat(failure("get", "self/."))
        .returns(CommandException.USAGE, CommandException::exitCode);
    node.problem("GET /api/v1/records/self/y", 504, "nobody answered");
    assertThat(failure("get", "self/y"))
        .returns(CommandException.FAILED, CommandException::exitCode);
  }

  @Test
  void shouldListAndRemoveOwnRecords() {
    node.json(
        "GET /api/v1/records/self",
        "{\"records\":[{\"name\":\"n\",\"key\":\"k\",\"sequence\":1,\"contentType\":\"t/p\","
            + "\"expires\":\"2026-01-02T03:04:05Z\",\"lengthBytes\":5}]}");
    assertThat(run("ls").lines())
        .containsExactly(
            "NAME  SEQUENCE  BYTES  TYPE  SIGNED UNTIL          REPLICAS  KEY",
            "n     1         5      t/p   2026-01-02T03:04:05Z  -         k");
    node.answer("DELETE /api/v1/records/self/n", 204, "x/x", "");
    assertThat(run("rm", "n")).isEqualTo("n is removed\n");
  }

  @Test
  void shouldGiveUpByKeyAndSayWhenTheCopiesEnd() {
    String path = "DELETE /api/v1/records/" + FakeNode.KEY;
    node.json(path, "{\"key\":\"k\",\"copiesEnd\":\"2026-01-02T03:04:05Z\"}");
    assertThat(run("rm", FakeNode.KEY))
        .contains("is given up: copies on other nodes end by themselves by 2026-01-02T03:04:05Z");
  }

  @Test
  void shouldFindNodeByFlagThenEnvironmentThenFile() throws IOException {
    String nobody = "127.0.0.1:" + freePort();
    assertThat(failure("peers", "-http", nobody)).hasMessageContaining("comes from -http");
    new ApiFile(folder).write(node.address());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String[] arguments = {"peers", "-data-folder", folder.toString()};
    Verb.run(arguments, Map.of(), InputStreams.NONE, new PrintStream(out, true));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("alpha");
    new ApiFile(folder).remove();
    assertThat(
            catchThrowableOfType(
                CommandException.class,
                () -> Verb.run(arguments, Map.of(), InputStreams.NONE, System.out)))
        .hasMessageContaining("no node runs on the data folder")
        .returns(CommandException.FAILED, CommandException::exitCode);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  // threat 42
  @Test
  void shouldSendTokenOfFileAndNeverShowIt() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "s3cret\n");
    node.problem("GET /api/v1/peers", 401, "the token is wrong");
    CommandException failure = failure("peers", "-http-token-file", file.toString());
    assertThat(node.lastToken).isEqualTo("Bearer s3cret");
    assertThat(failure).hasMessageContaining("-http-token-file");
    assertThat(failure.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldRefuseWhatNobodyUnderstands() {
    assertThat(failure("bogus")).hasMessageContaining("bogus");
    assertThat(failure("ping")).returns(CommandException.USAGE, CommandException::exitCode);
    assertThat(failure("peers", "x")).hasMessageContaining("unexpected argument x");
    assertThat(failure("peers", "--jsn")).hasMessageContaining("did you mean -json");
    for (Verb verb : Verb.values()) {
      assertThat(run(verb.name().toLowerCase(java.util.Locale.ROOT), "--help"))
          .contains("-data-folder");
    }
  }

  private static final class InputStreams {
    private static final java.io.InputStream NONE = java.io.InputStream.nullInputStream();
  }
}
