package io.mcc.codec;

/** Answers {@link FindNode}: up to 16 contacts, closest first. */
public final class Nodes extends NumberedMessage<Nodes> {
  public static final int TYPE = 0x81;

  /** Most contacts of one answer. */
  public static final int COUNT_MAX = 16;

  public static final int LENGTH_MAX = 917;

  private static final int COUNT_OFFSET = BODY_OFFSET;
  private static final int CONTACTS_OFFSET = 5;

  private int end;
  private int next;

  @Override
  Nodes self() {
    return this;
  }

  @Override
  int lengthMin() {
    return CONTACTS_OFFSET;
  }

  @Override
  void begin() {
    unsignedByte(COUNT_OFFSET, 0);
    end = CONTACTS_OFFSET;
    next = CONTACTS_OFFSET;
  }

  @Override
  boolean isValid(int length) {
    int count = count();
    if (count > COUNT_MAX) {
      return false;
    }
    next = CONTACTS_OFFSET;
    end = CONTACTS_OFFSET;
    for (int index = 0; index < count; index++) {
      int consumed = Contact.validLength(buffer(), offset() + end, offset() + length);
      if (consumed == Contact.MALFORMED) {
        return false;
      }
      end += consumed;
    }
    return true;
  }

  @Override
  public int encodedLength() {
    return end;
  }

  /** Number of contacts, 0 to 16. */
  public int count() {
    return unsignedByte(COUNT_OFFSET);
  }

  /**
   * Appends a contact.
   *
   * @throws IllegalStateException when 16 are in it
   */
  public Nodes add(Contact contact) {
    int count = count();
    if (count == COUNT_MAX) {
      throw new IllegalStateException("a Nodes message takes " + COUNT_MAX + " contacts");
    }
    end += contact.write(target(), offset() + end);
    unsignedByte(COUNT_OFFSET, count + 1);
    return this;
  }

  /** Begins again with the first contact. */
  public Nodes rewind() {
    next = CONTACTS_OFFSET;
    return this;
  }

  /**
   * Copies the next contact.
   *
   * @return false when all have been read
   */
  public boolean next(Contact into) {
    if (next >= end) {
      return false;
    }
    next += into.readValid(buffer(), offset() + next);
    return true;
  }
}
