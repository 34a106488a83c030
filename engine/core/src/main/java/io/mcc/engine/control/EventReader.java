package io.mcc.engine.control;

import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.EventReason;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/** Makes calls of an {@link EventRing}'s entries again. Used by the reading thread alone. */
final class EventReader implements MessageHandler {
  private static final EventReason[] REASONS = EventReason.values();

  private final Id firstId = new Id();
  private final Endpoint firstEndpoint = new Endpoint();
  private final Endpoint secondEndpoint = new Endpoint();
  private final StringBuilder text = new StringBuilder();
  private TimedSink into;
  private MutableDirectBuffer buffer;
  private int position;

  void into(TimedSink into) {
    this.into = into;
  }

  @Override
  public void onMessage(int number, MutableDirectBuffer buffer, int offset, int length) {
    this.buffer = buffer;
    position = offset;
    into.at(number());
    // What a call is given is read in the order of its parameters.
    switch (EventType.of(number)) {
      case NODE_JOINED -> into.nodeJoined(id(), text(), endpoint(firstEndpoint), number(), flag());
      case NODE_ALONE -> into.nodeAlone(id(), text(), reason());
      case NODE_MOVED -> into.nodeMoved(endpoint(firstEndpoint), endpoint(secondEndpoint));
      case NODE_DOUBLED -> into.nodeDoubled(endpoint(firstEndpoint));
      case NODE_CROWDED -> into.nodeCrowded(endpoint(firstEndpoint));
      case NODE_WRITABLE -> into.nodeWritable(flag());
      case NODE_STOPPING -> into.nodeStopping();
      case NODE_STOPPED -> into.nodeStopped(flag());
      case SENDS_FAILING -> into.sendsFailing(endpoint(firstEndpoint), text());
      case SENDS_RESUMED -> into.sendsResumed(number());
      case SESSION_OPENED -> into.sessionOpened(id(), text(), endpoint(firstEndpoint), flag());
      case SESSION_ENDED -> into.sessionEnded(id(), text(), endpoint(firstEndpoint), reason());
      case CERTIFICATES_REFUSED -> into.certificatesRefused(text(), number());
      case PEER_UP -> into.peerUp(id(), text(), endpoint(firstEndpoint));
      case PEER_DOWN -> into.peerDown(id(), text(), reason());
      case PEER_MOVED -> into.peerMoved(id(), text(), endpoint(firstEndpoint));
      case PEER_REFUSED -> into.peerRefused(id(), text(), endpoint(firstEndpoint), reason());
      case HANDSHAKE_FAILED -> into.handshakeFailed(endpoint(firstEndpoint), reason());
      case LOOKUP_BEGUN -> into.lookupBegun(id(), reason());
      case LOOKUP_ENDED -> into.lookupEnded(id(), (int) number(), (int) number(), flag());
      case MESSAGE_RECEIVED -> into.messageReceived(id(), text(), (int) number(), (int) number());
      case MESSAGE_SENT -> into.messageSent(id(), text(), (int) number(), (int) number());
      case HANDSHAKE_RECEIVED ->
          into.handshakeReceived(endpoint(firstEndpoint), (int) number(), (int) number());
      case HANDSHAKE_SENT ->
          into.handshakeSent(endpoint(firstEndpoint), (int) number(), (int) number());
    }
  }

  private long number() {
    long number = buffer.getLong(position);
    position += Long.BYTES;
    return number;
  }

  private boolean flag() {
    return number() != 0;
  }

  private EventReason reason() {
    return REASONS[(int) number()];
  }

  private Id id() {
    firstId.read(buffer, position);
    position += Id.LENGTH;
    return firstId;
  }

  private Endpoint endpoint(Endpoint into) {
    long high = number();
    long low = number();
    return into.set(high, low, (int) number());
  }

  private String text() {
    long count = number();
    text.setLength(0);
    for (long i = 0; i < count; i++) {
      text.append(buffer.getChar(position, ByteOrder.nativeOrder()));
      position += Character.BYTES;
    }
    return text.toString();
  }
}
