package io.mcc.codec;

/**
 * Answers {@link Ping}: the number of the newest revocation list held (0: none), and the address at
 * which the answering node sees the one that asked.
 */
public final class Pong extends NumberedMessage<Pong> {
  public static final int TYPE = 0x80;
  public static final int LENGTH_MAX = 31;

  private static final int CRL_NUMBER_OFFSET = BODY_OFFSET;
  private static final int FAMILY_OFFSET = 12;
  private static final int ADDRESS_OFFSET = 13;
  private static final int FAMILY_IPV4 = 4;
  private static final int FAMILY_IPV6 = 6;

  @Override
  Pong self() {
    return this;
  }

  @Override
  int lengthMin() {
    return ADDRESS_OFFSET + Endpoint.LENGTH_IPV4;
  }

  @Override
  boolean isValid(int length) {
    return switch (unsignedByte(FAMILY_OFFSET)) {
      case FAMILY_IPV4 -> true;
      case FAMILY_IPV6 -> length >= ADDRESS_OFFSET + Endpoint.LENGTH_IPV6;
      default -> false;
    };
  }

  @Override
  void begin() {
    unsignedByte(FAMILY_OFFSET, FAMILY_IPV4);
  }

  @Override
  public int encodedLength() {
    return ADDRESS_OFFSET
        + (unsignedByte(FAMILY_OFFSET) == FAMILY_IPV4
            ? Endpoint.LENGTH_IPV4
            : Endpoint.LENGTH_IPV6);
  }

  /** Number of the newest revocation list, an unsigned 64-bit value. */
  public long crlNumber() {
    return int64(CRL_NUMBER_OFFSET);
  }

  public Pong crlNumber(long crlNumber) {
    int64(CRL_NUMBER_OFFSET, crlNumber);
    return this;
  }

  /** The address as the answering node sees it; it may be any, a hint and no proof. */
  public Endpoint observed(Endpoint into) {
    int addressOffset = offset() + ADDRESS_OFFSET;
    return unsignedByte(FAMILY_OFFSET) == FAMILY_IPV4
        ? into.read4(buffer(), addressOffset)
        : into.read6(buffer(), addressOffset);
  }

  public Pong putObserved(Endpoint observed) {
    int addressOffset = offset() + ADDRESS_OFFSET;
    if (observed.isIpv4()) {
      unsignedByte(FAMILY_OFFSET, FAMILY_IPV4);
      observed.write4(target(), addressOffset);
    } else {
      unsignedByte(FAMILY_OFFSET, FAMILY_IPV6);
      observed.write6(target(), addressOffset);
    }
    return this;
  }
}
