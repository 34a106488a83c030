package io.mcc.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.codec.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EndpointTableTest {
  private static final int ENDPOINT_COUNT = 40;

  @Property(tries = 500)
  void shouldBehaveLikeAMap(
      @ForAll @Size(max = 400) List<@IntRange(max = 3 * ENDPOINT_COUNT - 1) Integer> steps) {
    EndpointTable table = new EndpointTable();
    Map<Endpoint, Integer> model = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Endpoint endpoint = endpoint(steps.get(i) % ENDPOINT_COUNT);
      if (steps.get(i) < ENDPOINT_COUNT) {
        Integer removed = model.remove(endpoint);
        assertThat(table.remove(endpoint))
            .isEqualTo(removed == null ? EndpointTable.NONE : removed);
      } else {
        table.put(endpoint, i);
        model.put(endpoint, i);
      }
      requireSame(table, model);
    }
  }

  private static void requireSame(EndpointTable table, Map<Endpoint, Integer> model) {
    assertThat(table.count()).isEqualTo(model.size());
    for (int i = 0; i < ENDPOINT_COUNT; i++) {
      Endpoint endpoint = endpoint(i);
      assertThat(table.get(endpoint)).isEqualTo(model.getOrDefault(endpoint, EndpointTable.NONE));
    }
  }

  /** Both families, and endpoints that differ in their port, or in half of their address, alone. */
  private static Endpoint endpoint(int number) {
    return switch (number % 3) {
      case 0 -> Endpoint.parse("10.0.0.1:" + (1 + number));
      case 1 -> Endpoint.parse("10.0.0." + number + ":9376");
      default -> Endpoint.parse("[2001:db8:" + number + "::1]:9376");
    };
  }
}
