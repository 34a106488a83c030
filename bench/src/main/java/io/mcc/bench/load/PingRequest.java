package io.mcc.bench.load;

import io.mcc.codec.Ping;
import io.mcc.codec.Pong;
import org.agrona.MutableDirectBuffer;

/** PING. */
public final class PingRequest implements LoadRequest {
  private final Ping message = new Ping();

  @Override
  public int type() {
    return Ping.TYPE;
  }

  @Override
  public int answerType() {
    return Pong.TYPE;
  }

  @Override
  public int write(MutableDirectBuffer buffer, int offset, int requestId) {
    message.wrap(buffer, offset).requestId(requestId);
    return Ping.LENGTH;
  }
}
