package io.mcc.bench.load;

import io.mcc.codec.Id;
import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordKind;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** Gets a random one of the mutable records whose keys it was given. Used by one thread. */
public final class GetRequest implements LoadRequest {
  private static final Id ANY = new Id();

  private final RecordGet message = new RecordGet();
  private final List<Id> keys;
  private final RandomIds draws;

  public GetRequest(List<Id> keys, long seed) {
    this.keys = keys;
    draws = new RandomIds(seed);
  }

  @Override
  public int type() {
    return RecordGet.TYPE;
  }

  @Override
  public int answerType() {
    return RecordFound.TYPE;
  }

  @Override
  public int write(MutableDirectBuffer buffer, int offset, int requestId) {
    int index = (int) Long.remainderUnsigned(draws.nextLong(), keys.size());
    message
        .wrap(buffer, offset)
        .requestId(requestId)
        .kind(RecordKind.MUTABLE)
        .putKey(keys.get(index))
        .putPublisher(ANY)
        .putAfterPublisher(ANY);
    return RecordGet.LENGTH;
  }
}
