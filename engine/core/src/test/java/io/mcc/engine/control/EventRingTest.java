package io.mcc.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.EventKind;
import io.mcc.engine.base.EventReason;
import io.mcc.engine.base.EventSink;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ring hands on every call of the sink as it was made, within its bounds. */
class EventRingTest {
  private static final Id PEER = new Id().set(1, -2, 3, -4);
  private static final Endpoint HERE = Endpoint.parse("192.0.2.1:7");
  private static final Endpoint THERE = Endpoint.parse("[2001:db8::1]:65535");

  private final List<String> told = new ArrayList<>();
  private final TimedSink reader = recorder();
  private long nowMs = 1_000;
  private int drops;
  private int wakes;
  private final EventRing ring = new EventRing(() -> nowMs, () -> drops++, () -> wakes++);

  /** Writes down what is called with what; a flyweight is written before it is used again. */
  private TimedSink recorder() {
    return (TimedSink)
        Proxy.newProxyInstance(
            TimedSink.class.getClassLoader(),
            new Class<?>[] {TimedSink.class},
            (proxy, method, arguments) -> {
              told.add(text(method, arguments));
              return null;
            });
  }

  private static String text(Method method, Object[] arguments) {
    return method.getName() + Arrays.deepToString(arguments == null ? new Object[0] : arguments);
  }

  static Stream<Method> calls() {
    return Arrays.stream(EventSink.class.getDeclaredMethods())
        .filter(method -> method.isDefault() && !method.isSynthetic());
  }

  /** Each parameter another value, so that two that change places are noticed. */
  private static Object[] arguments(Method call) {
    int endpointCount = 0;
    Object[] arguments = new Object[call.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> type = call.getParameterTypes()[i];
      if (type == Id.class) {
        arguments[i] = PEER;
      } else if (type == Endpoint.class) {
        arguments[i] = endpointCount++ == 0 ? HERE : THERE;
      } else if (type == String.class) {
        arguments[i] = "zürich-" + i;
      } else if (type == EventReason.class) {
        arguments[i] = EventReason.EVICTED;
      } else if (type == boolean.class) {
        arguments[i] = true;
      } else if (type == int.class) {
        arguments[i] = 1_000 + i;
      } else {
        arguments[i] = (Object) (1L << 40 | i);
      }
    }
    return arguments;
  }

  @ParameterizedTest
  @MethodSource("calls")
  void shouldHandOnEveryCallOfTheSink(Method call) throws ReflectiveOperationException {
    call.invoke(ring, arguments(call));
    assertThat(ring.isEmpty()).isFalse();
    assertThat(ring.read(reader, 10)).isEqualTo(1);
    assertThat(told).containsExactly("at[1000]", text(call, arguments(call)));
    assertThat(ring.isEmpty()).isTrue();
    assertThat(wakes).isEqualTo(1);
  }

  @Test
  void shouldDropAndCountWhatFindsNoRoom() {
    String long255 = "x".repeat(300);
    int count = 0;
    while (drops == 0) {
      nowMs += 1_000;
      ring.sendsFailing(HERE, long255);
      count++;
    }
    assertThat(count).isBetween(300, 1_000);
    int read = 0;
    for (int taken = ring.read(reader, 64); taken > 0; taken = ring.read(reader, 64)) {
      read += taken;
    }
    assertThat(read).isEqualTo(count - 1);
    assertThat(told.get(1)).endsWith("x".repeat(EventRing.TEXT_LENGTH_MAX) + "]");
    ring.nodeStopping();
    assertThat(ring.read(reader, 64)).isEqualTo(1);
  }

  @Test
  void shouldKeepRoomForOneKindWhereAnotherFloods() {
    for (int i = 0; i < 10_000; i++) {
      ring.sessionEnded(PEER, "flooder", HERE, EventReason.IDLE);
    }
    ring.nodeAlone(PEER, "last", EventReason.SILENT);
    int passed = EventKind.SESSION.perSecond();
    assertThat(ring.read(reader, 100_000)).isEqualTo(passed + 1);
    assertThat(drops).isEqualTo(10_000 - passed);
    assertThat(told.get(told.size() - 1)).startsWith("nodeAlone");
  }

  @Test
  void shouldGiveEachSecondItsShareEvenWhereTheClockGoesBack() {
    for (int i = 0; i < 2 * EventKind.NODE.perSecond(); i++) {
      ring.nodeStopping();
    }
    nowMs = 0;
    ring.nodeStopping();
    assertThat(ring.read(reader, 1_000)).isEqualTo(EventKind.NODE.perSecond() + 1);
  }

  @Test
  void shouldAllocateNothingForAnEvent() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long bytes = Long.MAX_VALUE;
    // The first rounds compile and link; one round without a byte shows that none is needed.
    for (int round = 0; round < 50 && bytes > 0; round++) {
      nowMs += 1_000;
      long before = threads.getCurrentThreadAllocatedBytes();
      long idle = threads.getCurrentThreadAllocatedBytes() - before;
      before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100; i++) {
        ring.sessionOpened(PEER, "zürich", THERE, true);
        ring.sessionEnded(PEER, "zürich", HERE, EventReason.IDLE);
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before - idle;
      ring.read(new TimedSink() {}, 1_000);
    }
    assertThat(bytes).isZero();
  }
}
