package io.mcc.engine.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mcc.codec.Endpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:1",
        "10.1.2.3:1",
        "192.168.77.9:1",
        "100.64.0.1:1",
        "169.254.3.3:1",
        "[::1]:1",
        "[fd77::5]:1",
        "[fe80::1]:1"
      })
  void shouldSpareWhoIsAtALocalAddress(String text) {
    assertThat(AddressRules.LOCAL.isExempt(Endpoint.parse(text))).isTrue();
    assertThat(AddressRules.SPARING_NOBODY.isExempt(Endpoint.parse(text))).isFalse();
  }

  @Test
  void shouldSpareWhoIsInABlockOfTheOperatorsOwnAndNobodyBesideIt() {
    AddressRules rules =
        AddressRules.sparing(
            List.of(
                AddressBlock.parse("203.0.113.0/24"),
                AddressBlock.parse("198.51.100.7/32"),
                AddressBlock.parse("2001:db8:1::/48")));
    String[] own = {
      "203.0.113.0:1", "203.0.113.255:9", "198.51.100.7:1", "[2001:db8:1:ffff::1]:1", "10.0.0.1:1"
    };
    for (String text : own) {
      assertThat(rules.isExempt(Endpoint.parse(text))).as(text).isTrue();
    }
    String[] foreign = {
      "203.0.112.255:1", "203.0.114.0:1", "198.51.100.6:1", "[2001:db8:2::1]:1", "[::cb00:7105]:1"
    };
    for (String text : foreign) {
      assertThat(rules.isExempt(Endpoint.parse(text))).as(text).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"203.0.113.9:1, 203.0.113.0/24", "'[2001:db8:1:2ff::1]:1', 2001:db8:1:200::/56"})
  void shouldNameTheBlockThatIsOnePrefixToTheLimits(String endpoint, String block) {
    assertThat(AddressBlock.prefixOf(Endpoint.parse(endpoint))).hasToString(block);
    assertThat(AddressBlock.parse(block)).hasToString(block);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.0.0/8", "2001::/16", "::ffff:203.0.113.0/24", "fd00::1/128"})
  void shouldTakeTheWidestTheNarrowestAndTheMappedSpelling(String text) {
    assertThat(AddressBlock.parse(text)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.5/24, 203.0.113.5/24 has bits beyond its length: write 203.0.113.0/24",
    "2001:db8::1/32, 2001:db8::1/32 has bits beyond its length: write 2001:db8::/32",
    "0.0.0.0/0, 0.0.0.0/0 is more than anybody's own: its length is 8 to 32",
    "2000::/3, 2000::/3 is more than anybody's own: its length is 16 to 128"
  })
  void shouldSayWhatToWriteInstead(String text, String message) {
    assertThatThrownBy(() -> AddressBlock.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "203.0.113.0",
        "203.0.113.0/",
        "203.0.113.0/33",
        "203.0.113.0/-1",
        "203.0.113.0/024",
        "203.0.113.0/24/1",
        "203.0.113/24",
        "[2001:db8::]/32",
        "2001:db8::/129",
        "node.example/24",
        "203.0.113.0 /24",
        "203.0.113.0/99999999999"
      })
  void shouldRefuseWhatIsNoBlock(String text) {
    assertThatThrownBy(() -> AddressBlock.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a block of addresses");
  }
}
