package io.mcc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class VirtualNetworkTest {
  private static final int COUNT = 20_000;

  private final EventQueue events = new EventQueue();
  private final NetworkConditions conditions =
      new NetworkConditions().latencyNs(1_000, 5_000).jitterNs(500);
  private final VirtualNetwork network = new VirtualNetwork(1, conditions, events);
  private final Endpoint[] endpoints = new Endpoint[4];
  private final UnsafeBuffer datagram = new UnsafeBuffer(new byte[1_200]);
  private final Endpoint source = new Endpoint();
  private final Endpoint target = new Endpoint();

  VirtualNetworkTest() {
    for (int i = 0; i < endpoints.length; i++) {
      endpoints[i] = Endpoint.parse("1.0." + i + ".1:9376");
      network.attach(endpoints[i], i);
    }
  }

  @Test
  void shouldDeliverBytesAndAddressesWithinTheBounds() {
    datagram.putInt(100, 42);
    network.send(10, endpoints[0], endpoints[1], datagram, 100, 4);
    assertThat(events.nextTimeNs()).isBetween(1_010L, 5_510L);
    assertThat(take()).isEqualTo(4);
    assertThat(network.arrived().getInt(0)).isEqualTo(42);
    assertThat(source).isEqualTo(endpoints[0]);
    assertThat(target).isEqualTo(endpoints[1]);
    assertThat(network.inFlightCount()).isZero();
  }

  @Test
  void shouldReorderByJitterAndKeepAPairsLatency() {
    int overtakenCount = 0;
    for (int i = 0; i < 1_000; i++) {
      datagram.putInt(0, i);
      network.send(i, endpoints[0], endpoints[1], datagram, 0, 4);
    }
    int last = -1;
    while (!events.isEmpty()) {
      take();
      int number = network.arrived().getInt(0);
      overtakenCount += number < last ? 1 : 0;
      last = Math.max(last, number);
    }
    assertThat(overtakenCount).isBetween(100, 999);
  }

  @Test
  void shouldLoseAndDuplicateAsOftenAsToldTo() {
    conditions.lossPerMillion(50_000).duplicatePerMillion(100_000);
    for (int i = 0; i < COUNT; i++) {
      network.send(i, endpoints[0], endpoints[1], datagram, 0, 10);
    }
    assertThat(network.lostCount()).isBetween(COUNT * 4L / 100, COUNT * 6L / 100);
    assertThat(events.count() + network.lostCount())
        .isBetween(COUNT * 108L / 100, COUNT * 111L / 100);
  }

  @Test
  void shouldDeliverOnlyOnTheSendersSideOfAPartition() {
    network.partition(0, 1);
    network.send(0, endpoints[0], endpoints[1], datagram, 0, 10);
    network.send(0, endpoints[2], endpoints[3], datagram, 0, 10);
    network.send(0, endpoints[0], endpoints[2], datagram, 0, 10);
    network.send(0, endpoints[3], endpoints[1], datagram, 0, 10);
    assertThat(events.count()).isEqualTo(2);
    network.partition();
    network.send(0, endpoints[0], endpoints[2], datagram, 0, 10);
    assertThat(events.count()).isEqualTo(3);
  }

  @Test
  void shouldLoseWhatGoesToNobody() {
    network.send(0, endpoints[0], Endpoint.parse("9.9.9.9:9"), datagram, 0, 10);
    assertThat(events.isEmpty()).isTrue();
    assertThat(network.lostCount()).isEqualTo(1);
  }

  @Test
  void shouldUseSlotsAgain() {
    for (int i = 0; i < COUNT; i++) {
      network.send(i, endpoints[0], endpoints[1], datagram, 0, 1_200);
      assertThat(SwarmEvent.index(events.remove())).isZero();
      network.take(0, source, target);
    }
  }

  private int take() {
    long payload = events.remove();
    assertThat(SwarmEvent.kind(payload)).isEqualTo(SwarmEvent.DATAGRAM);
    return network.take(SwarmEvent.index(payload), source, target);
  }
}
