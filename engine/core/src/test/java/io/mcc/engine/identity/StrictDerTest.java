package io.mcc.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// threat 19
class StrictDerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3000",
        "0500",
        "0101ff",
        "020100",
        "02020080",
        "0201ff",
        "0202ff7f",
        "0400",
        "030100",
        "03020780",
        "06012a",
        "0603608648",
        "0c02c3bc",
        "130161",
        "3103020101",
        "8000",
        "a000",
        "31060201010201ff",
        "170d3235303130313030303030305a",
        "3005a003020102"
      })
  void shouldTakeStrictDer(String digits) {
    assertThat(StrictDer.isStrict(HexFormat.of().parseHex(digits))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30", // no length
        "3001", // no content
        "300000", // a byte more
        "308000", // indefinite
        "30810102", // a long form that is not needed
        "3081", // a length cut off
        "1f0100", // a long tag
        "0501 00", // a NULL with content
        "010100", // FALSE is a default
        "010101", // TRUE is FF
        "0100",
        "0200", // an INTEGER of nothing
        "02020001", // padded with 00
        "0202ffff", // padded with FF
        "0300", // a BIT STRING without count
        "030108", // 8 unused bits
        "030101", // an unused bit of nothing
        "03020101", // an unused bit that is set
        "0600", // an OBJECT IDENTIFIER of nothing
        "0602802a", // padded
        "060186", // never ends
        "0c01c3", // half a character
        "0c02c080", // an overlong character
        "1301ff", // not ASCII
        "1000", // a SEQUENCE that is primitive
        "2400", // an OCTET STRING in parts
        "3106020102020101", // a SET out of order
        "1e00", // a type no certificate needs
        "4000", // an application's own tag
        "c000",
        "170b323530313031303030305a", // no seconds
        "170d32353031303130303030305a5a",
        "180d3235303130313030303030305a", // of the wrong length
        "30023001" // a child that is longer than its parent
      })
  void shouldRefuseWhatIsNot(String digits) {
    assertThat(StrictDer.isStrict(HexFormat.of().parseHex(digits.replace(" ", "")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 300})
  void shouldRefuseDeepNestsWithoutFailing(int depth) {
    byte[] nest = new byte[0];
    for (int level = 0; level < depth; level++) {
      nest = DerBytes.sequence(nest);
    }
    assertThat(StrictDer.isStrict(nest)).isFalse();
  }

  @Property(tries = 1_000)
  void shouldNeverThrow(@ForAll byte[] bytes) {
    boolean strict = StrictDer.isStrict(bytes);
    assertThat(strict && bytes.length < 2).isFalse();
  }
}
