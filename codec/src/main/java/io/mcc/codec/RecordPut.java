package io.mcc.codec;

/** Asks a node to hold a record; answered by {@link RecordAck}, once it is safe there. */
public final class RecordPut extends RecordMessage<RecordPut> {
  public static final int TYPE = 0x42;

  @Override
  RecordPut self() {
    return this;
  }
}
