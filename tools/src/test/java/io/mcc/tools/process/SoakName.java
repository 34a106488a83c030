package io.mcc.tools.process;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * A name that one writer puts and deletes again and again, and what may be read under it. Reading
 * takes a while, so a reader notes what was known before it and judges after it. Any thread.
 */
final class SoakName {
  /** No write: the name is absent. */
  static final long ABSENT = 0;

  private static final int REMEMBERED_MAX = 64;

  /** What was known at an instant: what could be read, and how many writes had been sent. */
  record Knowledge(Set<Long> readable, long sentCount) {}

  private final String name;
  private final ArrayDeque<Long> lastSent = new ArrayDeque<>();
  private final Set<Long> uncertain = new HashSet<>();
  private long acknowledged = ABSENT;
  private long sentCount;

  SoakName(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** A put, or the deletion as {@link #ABSENT}, is about to be asked for. */
  synchronized void onSent(long write) {
    uncertain.add(write);
    lastSent.addFirst(write);
    sentCount++;
    if (lastSent.size() > REMEMBERED_MAX) {
      lastSent.removeLast();
    }
  }

  /** It was acknowledged: nothing older may be seen any more. */
  synchronized void onAcknowledged(long write) {
    acknowledged = write;
    uncertain.clear();
  }

  synchronized boolean isPresent() {
    return acknowledged != ABSENT;
  }

  synchronized Knowledge knowledge() {
    Set<Long> readable = new HashSet<>(uncertain);
    readable.add(acknowledged);
    return new Knowledge(readable, sentCount);
  }

  /** Whether what was read could be there: it was before the read, or was sent since. */
  synchronized boolean mayRead(long write, Knowledge before) {
    return before.readable.contains(write)
        || lastSent.stream().limit(sentCount - before.sentCount).anyMatch(sent -> sent == write);
  }
}
