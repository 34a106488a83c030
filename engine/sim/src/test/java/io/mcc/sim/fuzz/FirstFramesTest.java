package io.mcc.sim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Close;
import io.mcc.codec.ErrorCode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.Ping;
import io.mcc.engine.base.Limit;
import io.mcc.engine.counter.EngineCounter;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a peer may write into HS3 in place of requests. */
// threats 3, 6
class FirstFramesTest {
  private static final int PING_FRAME_LENGTH = FrameHeader.LENGTH + Ping.LENGTH;

  private final FuzzedNetwork network = new FuzzedNetwork(false, true);
  private final FuzzedNode dialled = network.nodes[0];
  private final FuzzedNode dialling = network.nodes[1];
  private final UnsafeBuffer frames = new UnsafeBuffer(new byte[PING_FRAME_LENGTH]);

  @Test
  void shouldSkipInTheHandshakeWhatIsNoRequest() {
    new FrameHeader().wrap(frames, 0).type(Close.TYPE).payloadLength(Close.LENGTH);
    new Close().wrap(frames, FrameHeader.LENGTH).code(ErrorCode.SHUTTING_DOWN);
    handshake();
    assertThat(requestsInHandshake()).isZero();
    // Two bytes are left behind the Close.
    assertThat(dialled.counters.value(EngineCounter.REJECTED_FRAME_MALFORMED)).isOne();
    requireSession();
  }

  @Test
  void shouldRefuseInTheHandshakeARequestThatItDoesNotKnow() {
    int lastRequestType = FrameHeader.REPLY_TYPE_MIN - 1;
    new FrameHeader().wrap(frames, 0).type(lastRequestType).payloadLength(Ping.LENGTH);
    handshake();
    assertThat(requestsInHandshake()).isOne();
    requireSession();
  }

  @Test
  void shouldDropInTheHandshakeAFrameThatIsLongerThanWhatIsThere() {
    new FrameHeader().wrap(frames, 0).type(Ping.TYPE).payloadLength(Ping.LENGTH + 1);
    handshake();
    assertThat(dialled.counters.value(EngineCounter.REJECTED_FRAME_MALFORMED)).isOne();
    assertThat(requestsInHandshake()).isZero();
    requireSession();
  }

  private void handshake() {
    dialling.firstFrames = frames.byteArray();
    network.passDelivering(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(dialling.firstFrames).as("written").isNull();
  }

  /** Who has dialled sends one PING by itself as soon as the session is there. */
  private long requestsInHandshake() {
    return dialled.counters.value(EngineCounter.REQUESTS_RECEIVED) - 1;
  }

  /** The handshake is over for both, and so is the one by which the dialled node dials back. */
  private void requireSession() {
    for (FuzzedNode node : network.nodes) {
      assertThat(node.counters.value(EngineCounter.HANDSHAKES_COMPLETED)).isEqualTo(2);
      assertThat(node.limits.used(Limit.HANDSHAKES)).isZero();
    }
  }
}
