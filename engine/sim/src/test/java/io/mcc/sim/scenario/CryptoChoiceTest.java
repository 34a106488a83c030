package io.mcc.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CryptoChoiceTest {
  @Test
  void shouldBeRealInSmallNetworksAndToyInLargeOnes() {
    assertThat(CryptoChoice.AUTO.resolve(100)).isEqualTo(CryptoChoice.REAL);
    assertThat(CryptoChoice.AUTO.resolve(1_000)).isEqualTo(CryptoChoice.TOY);
    assertThat(CryptoChoice.REAL.resolve(1_000)).isEqualTo(CryptoChoice.REAL);
    assertThat(CryptoChoice.TOY.resolve(100)).isEqualTo(CryptoChoice.TOY);
  }
}
