package io.mcc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;

class IdTest {
  @Example
  void shouldWriteTheTextOfRfc4648() {
    byte[] bytes = new byte[32];
    System.arraycopy("foobar".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, bytes, 0, 6);
    // RFC 4648, section 10: BASE32("foobar") = "MZXW6YTBOI======".
    assertThat(new Id().read(new UnsafeBuffer(bytes), 0).text())
        .startsWith("mzxw6ytboi")
        .hasSize(52);
    assertThat(new Id().set(-1, -1, -1, -1).text()).isEqualTo("7".repeat(51) + "q");
    assertThat(new Id().text()).isEqualTo("a".repeat(52));
  }

  @Property
  void shouldReadItsOwnText(@ForAll long seed) {
    Id id = RandomValues.id(new Random(seed));
    assertThat(Id.parse(id.text())).isEqualTo(id).hasSameHashCodeAs(id);
  }

  @Property
  void shouldOrderTextsAsBytes(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] first = bytes(RandomValues.id(random));
    byte[] second = bytes(nearby(first, random));
    int expected = Integer.signum(Arrays.compareUnsigned(first, second));
    assertThat(Integer.signum(id(first).compareTo(id(second)))).isEqualTo(expected);
  }

  @Property
  void shouldRefuseEverySecondSpelling(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 15) int trailing) {
    String text = RandomValues.id(new Random(seed)).text();
    String alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    int last = alphabet.indexOf(text.charAt(51));
    String other = text.substring(0, 51) + alphabet.charAt(last | trailing);
    assertThatThrownBy(() -> Id.parse(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Id.parse("A" + text.substring(1).toUpperCase(Locale.ROOT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void shouldRefuseAnyForeignCharacter(
      @ForAll long seed, @ForAll char character, @ForAll @IntRange(max = 51) int position) {
    String text = RandomValues.id(new Random(seed)).text();
    String changed = text.substring(0, position) + character + text.substring(position + 1);
    boolean known = character >= 'a' && character <= 'z' || character >= '2' && character <= '7';
    if (!known) {
      assertThatThrownBy(() -> Id.parse(changed)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Example
  void shouldRefuseAWrongLengthAndSayIt() {
    assertThatThrownBy(() -> Id.parse("abc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("52")
        .hasMessageContaining("3");
  }

  @Property
  void shouldMeasureDistanceAsXorOfUnsignedNumbers(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] target = bytes(RandomValues.id(random));
    byte[] first = bytes(nearby(target, random));
    byte[] second = bytes(nearby(first, random));
    int expected = xor(target, first).compareTo(xor(target, second));
    assertThat(Integer.signum(Id.compareDistance(id(target), id(first), id(second))))
        .isEqualTo(expected);
  }

  @Property
  void shouldCountCommonLeadingBits(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] first = bytes(RandomValues.id(random));
    byte[] second = bytes(nearby(first, random));
    int expected = 256 - xor(first, second).bitLength();
    assertThat(id(first).commonPrefixLength(id(second))).isEqualTo(expected);
  }

  private static Id nearby(byte[] bytes, Random random) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(32)] ^= (byte) random.nextInt(256);
    return id(copy);
  }

  private static BigInteger xor(byte[] first, byte[] second) {
    return new BigInteger(1, first).xor(new BigInteger(1, second));
  }

  private static Id id(byte[] bytes) {
    return new Id().read(new UnsafeBuffer(bytes), 0);
  }

  private static byte[] bytes(Id id) {
    byte[] bytes = new byte[32];
    id.write(new UnsafeBuffer(bytes), 0);
    return bytes;
  }
}
