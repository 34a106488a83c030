package io.mcc.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Id;
import io.mcc.engine.base.Limits;
import io.mcc.engine.base.Time;
import io.mcc.engine.base.Timers;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  private final Limits limits = new Limits();
  private final RequestTable requests = new RequestTable(new Time(), new Timers(), limits);
  private final FrameQueue queue = new FrameQueue(limits);
  private final UnsafeBuffer frame = new UnsafeBuffer(new byte[8]);

  @Test
  void shouldLeaveAloneWhoTookTheSlotOfARequestThatEndedWhileItWaited() {
    int dead = begin(new Id().set(1, 1, 1, 1));
    queue.add(requests.requestId(dead), frame, 8);
    requests.onDeadline(dead);
    requests.release(requests.pollSilent());
    int living = begin(new Id().set(2, 2, 2, 2));
    assertThat(living).as("slot").isEqualTo(dead);

    queue.fail(requests);

    assertThat(requests.pollSilent()).isEqualTo(RequestTable.NONE);
    assertThat(requests.find(requests.requestId(living))).isEqualTo(living);
  }

  @Test
  void shouldEndWhatStillWaitsInSilence() {
    int slot = begin(new Id().set(1, 1, 1, 1));
    queue.add(requests.requestId(slot), frame, 8);
    queue.fail(requests);
    assertThat(requests.pollSilent()).isEqualTo(slot);
  }

  private int begin(Id peerId) {
    int slot = requests.claim();
    requests.begin(slot, peerId, null, RequestOwner.LOOKUP, 0, 0);
    requests.patience(slot, 1_000);
    return slot;
  }
}
