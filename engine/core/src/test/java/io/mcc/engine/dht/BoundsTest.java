package io.mcc.engine.dht;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.base.Timers;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** What the small parts hold at the most, and what they let through. */
class BoundsTest {
  private final Random random = new Random(3);

  @Test
  void shouldRememberTheLast256SilentPeersForThirtySeconds() {
    SilentPeers silentPeers = new SilentPeers(SyntheticNetwork.FAMILIES);
    Id first = Ids.random(random);
    silentPeers.add(first, 0);
    Id last = first;
    for (int i = 1; i <= SilentPeers.CAPACITY; i++) {
      last = Ids.random(random);
      silentPeers.add(last, i);
    }

    assertThat(silentPeers.count()).isEqualTo(SilentPeers.CAPACITY);
    assertThat(silentPeers.contains(first, 300)).isFalse();
    assertThat(silentPeers.contains(last, 300)).isTrue();
    assertThat(silentPeers.contains(last, 256 + SilentPeers.MEMORY_NS)).isFalse();
    silentPeers.remove(last);
    assertThat(silentPeers.contains(last, 300)).isFalse();
  }

  @Test
  void shouldQueueSixtyFourCandidatesOnceEachAndNotBeforeTheirTime() {
    Candidates candidates = new Candidates(10);
    Contact contact = Ids.contact(Ids.random(random), Ids.endpoint(1));
    assertThat(candidates.nextNs()).isEqualTo(Timers.NEVER);
    assertThat(candidates.add(contact, 0)).isTrue();
    assertThat(candidates.add(contact, 0)).isTrue();
    assertThat(candidates.count()).isEqualTo(1);
    for (int i = 1; i < Candidates.CAPACITY; i++) {
      assertThat(candidates.add(Ids.contact(Ids.random(random), Ids.endpoint(i)), i)).isTrue();
    }

    assertThat(candidates.add(Ids.contact(Ids.random(random), Ids.endpoint(1)), 9)).isFalse();
    Contact polled = new Contact();
    assertThat(candidates.poll(polled, 9)).isFalse();
    assertThat(candidates.poll(polled, 10)).isTrue();
    assertThat(polled).isEqualTo(contact);
    assertThat(candidates.nextNs()).isEqualTo(11);
  }

  @Test
  void shouldHandOnOnlyAddressesThatMeanSomethingToThePeer() {
    assertThat(isLeft("127.0.0.1:1", "127.0.0.1:2")).isTrue();
    assertThat(isLeft("127.0.0.1:1", "10.0.0.1:2")).isFalse();
    assertThat(isLeft("10.0.0.1:1", "192.168.0.1:2")).isTrue();
    assertThat(isLeft("10.0.0.1:1", "8.8.8.8:2")).isFalse();
    assertThat(isLeft("8.8.8.8:1", "127.0.0.1:2")).isTrue();
    assertThat(isLeft("8.8.8.8:1", "9.9.9.9:2")).isTrue();
    assertThat(isLeft("169.254.1.1:1", "127.0.0.1:2")).isFalse();
    assertThat(isLeft("[fe80::1]:1", "[::1]:2")).isFalse();
  }

  private static boolean isLeft(String address, String peer) {
    Contact contact = Ids.contact(new Id(), Endpoint.parse(address));
    return Reach.clip(contact, Endpoint.parse(peer));
  }

  @Property
  void shouldDrawIdsOfABucketsRange(@ForAll long seed, @ForAll @IntRange(max = 255) int length) {
    Random draws = new Random(seed);
    Id own = Ids.random(draws);
    Id drawn = new Id();

    RandomIds.withPrefixOf(own, length, new Draws(draws), drawn);

    assertThat(own.commonPrefixLength(drawn)).isEqualTo(length);
  }

  private record Draws(Random random) implements RandomSource {
    @Override
    public long nextLong() {
      return random.nextLong();
    }

    @Override
    public int nextInt(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public void nextBytes(MutableDirectBuffer target, int offset, int length) {
      throw new AssertionError("nobody asks for bytes");
    }
  }
}
