package io.mcc.tools.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.http.client.Expectation;
import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Content;
import io.mcc.tools.process.UdpRelay.Datagram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody on the way between two nodes can read. */
class WireIT {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final int SEALED = 0x40;

  /** So many bytes in a row are never equal by chance. */
  private static final int SLICE_LENGTH = 12;

  private static final int LONG_VALUE_LENGTH = 20_000;
  private static final String TYPE = "text/x-of-the-record";
  private static final String FIRST_LABEL = "label-of-the-first";
  private static final String SECOND_LABEL = "label-of-the-second";
  private static final String SHORT_NAME = "name-of-the-short-record";
  private static final String LONG_NAME = "name-of-the-long-record";
  private static final String BACK_NAME = "name-of-the-record-back";

  @TempDir Path folder;

  private final Random random = new Random(20_261_122);
  private final byte[] shortValue = value(300);
  private final byte[] longValue = value(LONG_VALUE_LENGTH);
  private final byte[] backValue = value(300);

  private byte[] value(int length) {
    byte[] value = new byte[length];
    random.nextBytes(value);
    return value;
  }

  private MccProcess start(String label, String... boot) throws IOException {
    MccLauncher launcher = MccLauncher.node(folder.resolve(label)).arguments("-label", label);
    return (boot.length == 0 ? launcher : launcher.boot(boot)).start().awaitReady(BOUND);
  }

  @Test
  void shouldShowNothingToTheWire() throws Exception {
    try (MccProcess first = start(FIRST_LABEL);
        UdpRelay relay = new UdpRelay(first.udpAddress());
        MccClient firstClient = first.client()) {
      put(firstClient, SHORT_NAME, shortValue);
      put(firstClient, LONG_NAME, longValue);
      try (MccProcess second = start(SECOND_LABEL, relay.address());
          MccClient secondClient = second.client()) {
        assertThat(get(secondClient, first, SHORT_NAME)).isEqualTo(shortValue);
        assertThat(get(secondClient, first, LONG_NAME)).isEqualTo(longValue);
        put(secondClient, BACK_NAME, backValue);
        assertThat(get(firstClient, second, BACK_NAME)).isEqualTo(backValue);
        check(relay.recorded(), secrets(first, second));
      }
    }
  }

  private static void put(MccClient client, String name, byte[] value) {
    client.putMutable(name, new Content(TYPE, value), null, Expectation.NONE);
  }

  private static byte[] get(MccClient client, MccProcess owner, String name) {
    return client.get(owner.nodeId(), name).content().value();
  }

  private List<byte[]> secrets(MccProcess... nodes) {
    List<byte[]> secrets = new ArrayList<>();
    for (String text :
        new String[] {TYPE, FIRST_LABEL, SECOND_LABEL, SHORT_NAME, LONG_NAME, BACK_NAME}) {
      secrets.add(text.getBytes(StandardCharsets.US_ASCII));
    }
    for (MccProcess node : nodes) {
      byte[] id = new byte[Id.LENGTH];
      Id.parse(node.nodeId()).write(new UnsafeBuffer(id), 0);
      secrets.add(id);
      secrets.add(node.nodeId().getBytes(StandardCharsets.US_ASCII));
    }
    secrets.addAll(List.of(shortValue, longValue, backValue));
    return secrets;
  }

  private static void check(List<Datagram> recorded, List<byte[]> secrets) {
    StringBuilder wire = new StringBuilder();
    long sealedTo = 0;
    long sealedFrom = 0;
    long bytesFrom = 0;
    for (Datagram datagram : recorded) {
      // One character a byte; the line end keeps two datagrams apart.
      wire.append(text(datagram.bytes())).append('\u1000');
      boolean sealed = datagram.bytes()[0] == SEALED;
      sealedTo += sealed && !datagram.fromNode() ? 1 : 0;
      sealedFrom += sealed && datagram.fromNode() ? 1 : 0;
      bytesFrom += sealed && datagram.fromNode() ? datagram.bytes().length : 0;
    }
    System.out.printf(
        "wire: %d datagrams, %d sealed to the node, %d sealed of %d bytes from it%n",
        recorded.size(), sealedTo, sealedFrom, bytesFrom);
    assertThat(sealedTo).isPositive();
    assertThat(bytesFrom).as("the long value came this way").isGreaterThan(LONG_VALUE_LENGTH);
    for (byte[] secret : secrets) {
      assertThat(slices(secret)).noneMatch(slice -> wire.indexOf(slice) >= 0);
    }
    assertThat(slices(recorded.get(recorded.size() / 2).bytes()))
        .as("the search finds what is there")
        .allMatch(slice -> wire.indexOf(slice) >= 0);
  }

  private static List<String> slices(byte[] secret) {
    List<String> slices = new ArrayList<>();
    for (int offset = 0; offset + SLICE_LENGTH <= secret.length; offset += SLICE_LENGTH) {
      slices.add(text(Arrays.copyOfRange(secret, offset, offset + SLICE_LENGTH)));
    }
    return slices;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
