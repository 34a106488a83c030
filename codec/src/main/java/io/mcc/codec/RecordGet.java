package io.mcc.codec;

/**
 * Asks for a record by its key; answered by {@link RecordFound} or {@link RecordMissing}. Where a
 * key has many publishers, one is named, or they are walked in the order of their ids.
 */
public final class RecordGet extends NumberedMessage<RecordGet> {
  public static final int TYPE = 0x43;
  public static final int LENGTH = 101;

  private static final int KIND_OFFSET = BODY_OFFSET;
  private static final int KEY_OFFSET = 5;
  private static final int PUBLISHER_OFFSET = 37;
  private static final int AFTER_PUBLISHER_OFFSET = 69;

  @Override
  RecordGet self() {
    return this;
  }

  @Override
  int lengthMin() {
    return LENGTH;
  }

  @Override
  public int encodedLength() {
    return LENGTH;
  }

  /** The kind; {@link RecordKind#UNKNOWN} when this version doesn't know it. */
  public RecordKind kind() {
    return RecordKind.of(unsignedByte(KIND_OFFSET));
  }

  public RecordGet kind(RecordKind kind) {
    unsignedByte(KIND_OFFSET, kind.code());
    return this;
  }

  public Id key(Id into) {
    return id(KEY_OFFSET, into);
  }

  public RecordGet putKey(Id key) {
    putId(KEY_OFFSET, key);
    return this;
  }

  /** The publisher's node id; zero: the first one after {@link #afterPublisher}. */
  public Id publisher(Id into) {
    return id(PUBLISHER_OFFSET, into);
  }

  public RecordGet putPublisher(Id publisher) {
    putId(PUBLISHER_OFFSET, publisher);
    return this;
  }

  /** Only publishers with a higher id are asked for; zero: from the start. */
  public Id afterPublisher(Id into) {
    return id(AFTER_PUBLISHER_OFFSET, into);
  }

  public RecordGet putAfterPublisher(Id afterPublisher) {
    putId(AFTER_PUBLISHER_OFFSET, afterPublisher);
    return this;
  }
}
