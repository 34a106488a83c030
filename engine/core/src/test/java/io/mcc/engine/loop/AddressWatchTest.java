package io.mcc.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressWatchTest {
  private static final InetSocketAddress LAN = new InetSocketAddress("192.168.77.7", 9376);
  private static final InetSocketAddress PUBLIC = new InetSocketAddress("203.0.113.1", 9377);

  private final Map<String, IOException> refusals = new HashMap<>();
  private final List<InetSocketAddress> asked = new ArrayList<>();
  private final AddressWatch watch = new AddressWatch(List.of(LAN, PUBLIC), this::bind);

  private void bind(InetSocketAddress address) throws IOException {
    asked.add(address);
    IOException refusal = refusals.get(address.getAddress().getHostAddress());
    if (refusal != null) {
      throw refusal;
    }
  }

  @Test
  void shouldNameWhatIsGoneUntilItIsBack() {
    watch.look();
    assertThat(watch.lost()).isEmpty();

    refusals.put("192.168.77.7", new BindException("Cannot assign requested address"));
    watch.look();
    watch.look();
    assertThat(watch.lost()).containsExactly(LAN);

    refusals.clear();
    watch.look();
    assertThat(watch.lost()).isEmpty();
  }

  /** The port that is listened on is taken, by the node itself. */
  @Test
  void shouldAskForAnyPort() {
    watch.look();
    assertThat(asked).extracting(InetSocketAddress::getPort).containsExactly(0, 0);
  }

  @Test
  void shouldKeepWhatItKnewWhereItCannotTell() {
    refusals.put("192.168.77.7", new BindException());
    watch.look();
    refusals.put("192.168.77.7", new IOException("Too many open files"));
    refusals.put("203.0.113.1", new IOException("Too many open files"));
    watch.look();
    assertThat(watch.lost()).containsExactly(LAN);
  }

  @Test
  void shouldNotWatchWhatCannotBeLost() {
    List<InetSocketAddress> always =
        List.of(new InetSocketAddress("0.0.0.0", 1), new InetSocketAddress("127.0.0.2", 1));
    AddressWatch idle = new AddressWatch(always, this::bind);
    idle.look();
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldAskTheMachineItself() {
    AddressWatch real = new AddressWatch(List.of(new InetSocketAddress("198.51.100.77", 9)));
    real.look();
    assertThat(real.lost()).hasSize(1);
  }
}
