package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.http.client.MccException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an owner may rely on, with real processes whose clocks are set by libfaketime (Debian
 * package {@code faketime}); the monotonic clock goes right.
 */
class OwnRecordsIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final Duration READABLE_WITHIN = Duration.ofSeconds(60);
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);
  private static final boolean FULL = Boolean.getBoolean("mcc.test.full");
  private static final Content MINE = content("mine");

  @TempDir Path folder;
  private String library;

  private static Content content(String text) {
    return new Content("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  @BeforeEach
  void findLibrary() throws IOException {
    Optional<Path> found = Optional.empty();
    for (Path parent : List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"))) {
      if (found.isEmpty() && Files.isDirectory(parent)) {
        try (Stream<Path> files =
            Files.find(parent, 4, (path, a) -> path.endsWith("faketime/libfaketime.so.1"))) {
          found = files.findFirst();
        }
      }
    }
    assumeThat(found).as("libfaketime, of the Debian package faketime").isPresent();
    library = found.orElseThrow().toString();
  }

  /** A node whose wall clock is off by what libfaketime understands, {@code +25h} for one. */
  private MccLauncher node(String name, String clock) {
    MccLauncher launcher = MccLauncher.node(folder.resolve(name));
    if (clock.isEmpty()) {
      return launcher;
    }
    return launcher
        .environment("LD_PRELOAD", library)
        .environment("FAKETIME", clock)
        .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .environment("DONT_FAKE_MONOTONIC", "1");
  }

  private static void stop(MccProcess node) throws InterruptedException {
    assertThat(node.terminate().awaitExit(STOP_BOUND)).as(node.toString()).isZero();
  }

  private static boolean isRead(MccClient client, String owner, String name) {
    try {
      return client.get(owner, name).content().value().length == MINE.value().length;
    } catch (MccException e) {
      return false;
    }
  }

  private static boolean isRead(MccClient client, String key) {
    try {
      return client.get(key).content().value().length == MINE.value().length;
    } catch (MccException e) {
      return false;
    }
  }

  /** Puts with both nodes running, and stops both. Answers the key of an immutable record. */
  private String putAndStop() throws Exception {
    try (MccProcess owner = node("a", "").start().awaitReady(BOUND);
        MccProcess other = node("b", "").boot(owner.udpAddress()).start().awaitReady(BOUND)) {
      owner.client().putMutable("n", MINE, null, Expectation.NONE);
      owner.client().putMutable("brief", MINE, Duration.ofSeconds(300), Expectation.NONE);
      other.client().putMutable("theirs", MINE, Duration.ofHours(24), Expectation.NONE);
      String key = owner.client().putImmutable(MINE, null).key();
      stop(other);
      stop(owner);
      return key;
    }
  }

  static Stream<String> timesOff() {
    return Stream.of("+25h", "+80h");
  }

  @ParameterizedTest
  @MethodSource("timesOff")
  void shouldHaveAllAgainAfterTimeOff(String clock) throws Exception {
    assumeTrue(FULL, "with -Pfull only");
    String key = putAndStop();
    try (MccProcess owner = node("a", clock).start().awaitReady(BOUND);
        MccProcess reader = node("c", clock).boot(owner.udpAddress()).start().awaitReady(BOUND)) {
      String id = owner.nodeId();
      Await.until(READABLE_WITHIN, owner::toString, () -> isRead(reader.client(), id, "n"));
      Await.until(READABLE_WITHIN, owner::toString, () -> isRead(reader.client(), key));
      assertThat(isRead(owner.client(), "self", "n")).isTrue();
      assertThat(isRead(owner.client(), "self", "brief")).isFalse();
      assertThat(owner.client().allOwnRecords(10, null).entries()).hasSize(2);
      try (MccProcess other = node("b", clock).boot(owner.udpAddress()).start()) {
        other.awaitReady(BOUND);
        String theirs = other.nodeId();
        Await.until(
            READABLE_WITHIN, other::toString, () -> isRead(owner.client(), theirs, "theirs"));
      }
    }
  }

  static Stream<String> wrongClocks() {
    return Stream.of("+3d", "-3d", "+4000d");
  }

  @ParameterizedTest
  @MethodSource("wrongClocks")
  void shouldLoseNothingByFiveSecondsWithAWrongClock(String clock) throws Exception {
    assumeTrue(FULL, "with -Pfull only");
    String key = putAndStop();
    try (MccProcess owner = node("a", clock).start().awaitReady(BOUND)) {
      Await.until(BOUND, owner::toString, () -> owner.client().status().uptimeSeconds() >= 5);
      stop(owner);
    }
    try (MccProcess owner = node("a", "").start().awaitReady(BOUND);
        MccProcess reader = node("c", "").boot(owner.udpAddress()).start().awaitReady(BOUND)) {
      String id = owner.nodeId();
      Await.until(READABLE_WITHIN, owner::toString, () -> isRead(reader.client(), id, "n"));
      Await.until(READABLE_WITHIN, owner::toString, () -> isRead(reader.client(), key));
    }
  }

  @Test
  void shouldNotTakeBackWhatWasGivenUp() throws Exception {
    assumeTrue(FULL, "with -Pfull only");
    try (MccProcess other = node("b", "").start().awaitReady(BOUND)) {
      String key;
      try (MccProcess owner = node("a", "").boot(other.udpAddress()).start().awaitReady(BOUND)) {
        key = owner.client().putImmutable(MINE, null).key();
        owner.client().giveUp(key);
        stop(owner);
      }
      assertThat(isRead(other.client(), key)).isTrue();
      try (MccProcess owner = node("a", "").boot(other.udpAddress()).start().awaitReady(BOUND)) {
        assertThat(owner.client().allOwnRecords(10, null).entries()).isEmpty();
        assertThatThrownBy(() -> owner.client().getLocal(key)).isInstanceOf(MccException.class);
        assertThatThrownBy(() -> owner.client().giveUp(key)).isInstanceOf(MccException.class);
      }
    }
  }

  static Stream<String> firstClocks() {
    return Stream.of("@1970-01-02 00:00:00", "+3h", "+4000d");
  }

  /** A board without a battery for its clock does this at its first boot. */
  @ParameterizedTest
  @MethodSource("firstClocks")
  void shouldStartForTheFirstTimeWhateverTheClockShows(String clock) throws Exception {
    assumeTrue(FULL, "with -Pfull only");
    String id;
    try (MccProcess node = node("a", clock).start().awaitReady(BOUND)) {
      id = node.nodeId();
      assertThat(node.err().contains("the clock shows 1970")).isEqualTo(clock.startsWith("@1970"));
      stop(node);
    }
    try (MccProcess again = node("a", "").start().awaitReady(BOUND);
        MccProcess other = node("b", "").boot(again.udpAddress()).start().awaitReady(BOUND)) {
      assertThat(again.nodeId()).isEqualTo(id);
      Await.until(BOUND, other::toString, () -> other.client().status().peerCount() == 1);
    }
  }
}
