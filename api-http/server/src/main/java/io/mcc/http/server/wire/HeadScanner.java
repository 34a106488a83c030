package io.mcc.http.server.wire;

/**
 * Reads a request's head byte by byte and accepts only what RFC 9112 calls well-formed. Keeps next
 * to nothing: a count of bytes, the method, and the headers that frame the body. One per
 * connection, IO thread only.
 */
final class HeadScanner {
  private enum State {
    /** In the method's token. */
    METHOD,
    /** In the request target. */
    TARGET,
    /** In {@code HTTP/1.1}. */
    VERSION,
    /** After the request line's CR. */
    LINE_FEED,
    /** At the first byte of a line: a name, or the CR that ends the head. */
    LINE_START,
    /** In a header's name. */
    NAME,
    /** In a header's value. */
    VALUE,
    /** After the CR of a header line. */
    VALUE_FEED,
    /** After the CR of the empty line. */
    LAST_FEED
  }

  private static final int METHOD_LENGTH_MAX = 32;
  private static final int NAME_KEPT_MAX = 32;
  private static final int VALUE_KEPT_MAX = 320;

  private final int lengthMax;
  private final int headerCountMax;
  private final HeaderFacts facts = new HeaderFacts();
  private final TargetScanner target = new TargetScanner();
  private final StringBuilder method = new StringBuilder();
  private final StringBuilder version = new StringBuilder();
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder value = new StringBuilder();
  private State state = State.METHOD;
  private int length;
  private int headerCount;
  private boolean valueKept;
  private boolean complete;
  private WireRefusal refusal;

  HeadScanner(int lengthMax, int headerCountMax) {
    this.lengthMax = lengthMax;
    this.headerCountMax = headerCountMax;
  }

  void clear() {
    facts.clear();
    target.clear();
    method.setLength(0);
    version.setLength(0);
    state = State.METHOD;
    length = 0;
    headerCount = 0;
    complete = false;
    refusal = null;
  }

  /** Whether at least one byte of a head has come and its end hasn't. */
  boolean isUnderWay() {
    return length > 0 && !complete;
  }

  boolean isComplete() {
    return complete;
  }

  /** Null while nothing is wrong. */
  WireRefusal refusal() {
    return refusal;
  }

  HeaderFacts facts() {
    return facts;
  }

  void onByte(byte octet) {
    if (++length > lengthMax) {
      refusal = WireRefusal.HEAD_TOO_LARGE;
      return;
    }
    int character = octet & 0xff;
    switch (state) {
      case METHOD -> onMethod(character);
      case TARGET -> onTarget(character);
      case VERSION -> onVersion(character);
      case LINE_FEED -> expectFeed(character, State.LINE_START, WireRefusal.REQUEST_LINE);
      case LINE_START -> onLineStart(character);
      case NAME -> onName(character);
      case VALUE -> onValue(character);
      case VALUE_FEED -> onValueFeed(character);
      case LAST_FEED -> onLastFeed(character);
    }
  }

  private void onMethod(int character) {
    if (character == ' ' && method.length() > 0) {
      state = State.TARGET;
    } else if (Characters.isToken(character) && method.length() < METHOD_LENGTH_MAX) {
      method.append((char) character);
    } else {
      refusal = WireRefusal.REQUEST_LINE;
    }
  }

  private void onTarget(int character) {
    if (character != ' ') {
      refusal = target.onCharacter(character) ? null : WireRefusal.REQUEST_LINE;
    } else if (target.isRightFor(method)) {
      state = State.VERSION;
    } else {
      refusal = WireRefusal.REQUEST_LINE;
    }
  }

  private void onVersion(int character) {
    if (character == '\r') {
      refusal = verdictOnVersion(version.toString());
      state = State.LINE_FEED;
    } else if (character > ' ' && character < 0x7f && version.length() < 8) {
      version.append((char) character);
    } else {
      refusal = WireRefusal.REQUEST_LINE;
    }
  }

  private static WireRefusal verdictOnVersion(String version) {
    if (version.equals("HTTP/1.1") || version.equals("HTTP/1.0")) {
      return null;
    }
    return version.matches("HTTP/\\d\\.\\d") ? WireRefusal.VERSION : WireRefusal.REQUEST_LINE;
  }

  private void expectFeed(int character, State next, WireRefusal otherwise) {
    if (character == '\n') {
      state = next;
    } else {
      refusal = otherwise;
    }
  }

  private void onLineStart(int character) {
    if (character == '\r') {
      state = State.LAST_FEED;
    } else if (++headerCount > headerCountMax) {
      refusal = WireRefusal.HEAD_TOO_LARGE;
    } else {
      name.setLength(0);
      value.setLength(0);
      state = State.NAME;
      onName(character);
    }
  }

  private void onName(int character) {
    if (character == ':' && name.length() > 0) {
      valueKept = HeaderFacts.wants(name);
      state = State.VALUE;
    } else if (!Characters.isToken(character)) {
      refusal = WireRefusal.HEADER_LINE;
    } else if (name.length() < NAME_KEPT_MAX) {
      name.append((char) character);
    }
  }

  private void onValue(int character) {
    if (character == '\r') {
      state = State.VALUE_FEED;
    } else if (!Characters.isValue(character)) {
      refusal = WireRefusal.HEADER_LINE;
    } else if (valueKept && value.length() < VALUE_KEPT_MAX) {
      value.append((char) character);
    }
  }

  private void onValueFeed(int character) {
    expectFeed(character, State.LINE_START, WireRefusal.HEADER_LINE);
    if (refusal == null && valueKept) {
      refusal = facts.onHeader(name, Characters.trimmed(value));
    }
  }

  private void onLastFeed(int character) {
    expectFeed(character, State.METHOD, WireRefusal.HEADER_LINE);
    if (refusal == null) {
      refusal = facts.onHeadComplete("HTTP/1.0".contentEquals(version), target.authority());
      complete = refusal == null;
    }
  }
}
