package io.mcc.engine.session;

import java.lang.reflect.Field;
import org.agrona.DirectBuffer;

/** What replacing keys would be if it had to queue with strangers' handshakes. */
public final class GatedRekey {
  private static final int LOAD = 8;

  private GatedRekey() {}

  /** Answers the first message where there is no load, as {@link RekeyProtocol#onHello} does. */
  public static void onHello(
      RekeyProtocol protocol, SessionKey key, DirectBuffer buffer, int offset, int length) {
    if (handshakes(protocol).answeredCount() <= LOAD) {
      protocol.onHello(key, buffer, offset, length);
    }
  }

  private static HandshakeTable handshakes(RekeyProtocol protocol) {
    try {
      Field field = RekeyProtocol.class.getDeclaredField("handshakes");
      field.setAccessible(true);
      return (HandshakeTable) field.get(protocol);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
