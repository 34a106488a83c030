package io.mcc.sim.adversary;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.crypto.Aead;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.session.Session;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** What is put in the place of defences that a constant can't stand for. */
public final class Gullible {
  private Gullible() {}

  /** The method of a name. */
  static Method method(String name) {
    return method(Gullible.class, name);
  }

  /** The method of a name in another class. */
  static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Believes every signature. */
  public static boolean verify(
      Signatures signatures,
      DirectBuffer publicKey,
      int publicKeyOffset,
      DirectBuffer message,
      int messageOffset,
      int messageLength,
      DirectBuffer signature,
      int signatureOffset) {
    return true;
  }

  /** Believes every tag: what seals a text opens it, too, and writes another tag behind it. */
  public static boolean open(
      Aead aead,
      DirectBuffer expanded,
      int expandedOffset,
      long nonce,
      DirectBuffer associated,
      int associatedOffset,
      int associatedLength,
      MutableDirectBuffer text,
      int textOffset,
      int length) {
    aead.seal(
        expanded,
        expandedOffset,
        nonce,
        associated,
        associatedOffset,
        associatedLength,
        text,
        textOffset,
        length);
    return true;
  }

  /** Believes that everybody is whoever is asked for. */
  public static boolean equals(Id id, Object other) {
    return true;
  }

  /** Gives every kind of records the same tag. */
  public static void writeTag(MutableDirectBuffer buffer, int offset) {
    buffer.putLong(offset, 0);
  }

  /** Follows a peer to wherever its newest packet came from. */
  public static void onOtherSource(Session session, int length, Endpoint source) {
    session.endpoint().set(source);
  }
}
