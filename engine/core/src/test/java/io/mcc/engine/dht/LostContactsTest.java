package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** When whom this node has lost is dialled again. */
class LostContactsTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long DAY_SECONDS = 86_400;

  private final Random random = new Random(5);
  private final Chance chance = new Chance();
  private final LostContacts lost = new LostContacts(chance);
  private final Contact polled = new Contact();

  /** Chance as a test wants it: of a thousand, from the least to the most. */
  private static final class Chance implements RandomSource {
    int permille = 500;

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int nextInt(int bound) {
      return (int) Math.min(bound - 1L, (long) bound * permille / 1_000);
    }

    @Override
    public void nextBytes(MutableDirectBuffer target, int offset, int length) {
      throw new UnsupportedOperationException();
    }
  }

  private Contact contact(int number) {
    return Ids.contact(Ids.random(random), Ids.endpoint(number));
  }

  /** The seconds at which the one that is lost is dialled, up to a time. */
  private List<Long> dials(long secondsMax) {
    List<Long> seconds = new ArrayList<>();
    while (lost.nextNs() <= secondsMax * SECOND_NS) {
      long nowNs = lost.nextNs();
      if (lost.poll(polled, nowNs)) {
        seconds.add(nowNs / SECOND_NS);
      }
    }
    return seconds;
  }

  @Test
  void shouldDialSoonAndThenEveryFiveMinutes() {
    lost.add(contact(1), 0);
    assertThat(dials(1_000)).containsExactly(5L, 15L, 35L, 75L, 155L, 315L, 615L, 915L);
  }

  @Test
  void shouldDialBetweenHalfAndOneAndAHalfOfTheTime() {
    chance.permille = 0;
    lost.add(contact(1), 0);
    assertThat(lost.nextNs()).isEqualTo(5 * SECOND_NS / 2);
    chance.permille = 1_000;
    lost.add(contact(2), 0);
    lost.remove(0);
    assertThat(lost.nextNs()).isBetween(7 * SECOND_NS, 15 * SECOND_NS / 2);
  }

  @Test
  void shouldForgetAfterADay() {
    lost.add(contact(1), 0);
    List<Long> dials = dials(2 * DAY_SECONDS);
    assertThat(dials.get(dials.size() - 1)).isBetween(DAY_SECONDS - 300, DAY_SECONDS);
    assertThat(lost.count()).isZero();
    assertThat(lost.nextNs()).isEqualTo(Timers.NEVER);
  }

  @Test
  void shouldRememberThoseLostLast() {
    List<Contact> all = new ArrayList<>();
    for (int number = 0; number < LostContacts.CAPACITY + 3; number++) {
      all.add(contact(number));
      lost.add(all.get(number), number);
    }
    assertThat(lost.count()).isEqualTo(LostContacts.CAPACITY);
    for (int number = 0; number < all.size(); number++) {
      boolean isKnown = lost.find(all.get(number).id) != LostContacts.NONE;
      assertThat(isKnown).as("number %d", number).isEqualTo(number >= 3);
    }
  }

  @Test
  void shouldKeepItsTurnThoughItIsLostOnceMoreAndDialWhereItWasLast() {
    Contact contact = contact(1);
    lost.add(contact, 0);
    contact.ipv4.set(Ids.endpoint(2));
    lost.add(contact, 4 * SECOND_NS);
    assertThat(lost.count()).isOne();
    assertThat(lost.poll(polled, 5 * SECOND_NS)).isTrue();
    assertThat(polled.ipv4).isEqualTo(Ids.endpoint(2));
  }

  @Test
  void shouldDialAllAtOnceWhenOneIsBack() {
    Contact back = contact(1);
    lost.add(back, 0);
    lost.add(contact(2), 0);
    lost.add(contact(3), 0);
    dials(100);
    lost.remove(lost.find(back.id));
    lost.hastenAll(101 * SECOND_NS);
    assertThat(dials(101)).containsExactly(101L, 101L);
    assertThat(lost.nextNs()).as("the pace is as before").isEqualTo((101 + 160) * SECOND_NS);
  }

  @Test
  void shouldNotDialOnceMoreWhatIsBeingDialled() {
    lost.add(contact(1), 0);
    lost.poll(polled, 5 * SECOND_NS);
    lost.hasten(0, 6 * SECOND_NS);
    assertThat(lost.nextNs()).isEqualTo(5 * SECOND_NS + LostContacts.DIAL_NS);
  }
}
