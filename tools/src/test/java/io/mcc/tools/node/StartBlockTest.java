package io.mcc.tools.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.EngineCapacity;
import io.mcc.engine.EngineContext;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartBlockTest {
  private static final EngineCapacity CAPACITY =
      new EngineCapacity(512 << 20, true, 128 << 20, 96 << 20, 160 << 20, 160_000, 1, 2, 1L << 30);

  @Test
  void shouldSayWhatTheNodeMayTakeOfTheMachine() {
    String text =
        StartBlock.text(
            "id", "label", List.of("[::1]:1"), "[::1]:2", null, CAPACITY, new EngineContext());
    assertThat(text)
        .contains("memory       at most 384 MiB of 512 MiB (control group): heap 128 MiB,")
        .contains("room for     160,000 records of 1 bytes in all by 2 publishers, journal 1 GiB");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9376, 203.0.113.1, -boot 127.0.0.1:9376 -listen 127.0.0.1:0,",
    "127.0.0.2:9376, 203.0.113.1, -boot 127.0.0.2:9376 -listen 127.0.0.2:0,",
    "[::1]:9376,, -boot [::1]:9376 -listen [::1]:0,",
    "203.0.113.1:7,, -boot 203.0.113.1:7 -listen 203.0.113.1:0,"
        + " -boot 203.0.113.1:7 -listen 0.0.0.0:7",
    "[fd77::5]:7,, -boot [fd77::5]:7 -listen [fd77::5]:0, -boot [fd77::5]:7 -listen [::]:7",
    "0.0.0.0:9376, 192.168.77.1, -boot 192.168.77.1:9376 -listen 0.0.0.0:0,"
        + " -boot 192.168.77.1:9376 -listen 0.0.0.0:9376",
    "0.0.0.0:9376,, -boot 127.0.0.1:9376 -listen 0.0.0.0:0,",
    "[::]:9376, 192.168.77.1, -boot 192.168.77.1:9376 -listen [::]:0,"
        + " -boot 192.168.77.1:9376 -listen 0.0.0.0:9376",
    "[::]:9376,, -boot [::1]:9376 -listen [::]:0,",
  })
  void shouldShowCommandsThatFindThisNode(String udp, String own, String here, String elsewhere)
      throws Exception {
    InetAddress address = own == null ? null : InetAddress.getByName(own);
    String text =
        StartBlock.text(
            "id", "label", List.of(udp), "127.0.0.1:1", address, CAPACITY, new EngineContext());
    assertThat(text).contains("on this machine:\n  mcc " + here + " -http 127.0.0.1:0");
    if (elsewhere == null) {
      assertThat(text).doesNotContain("another machine");
    } else {
      assertThat(text).contains("on another machine:\n  mcc " + elsewhere + "\nAsk this one");
    }
  }
}
