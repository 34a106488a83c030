package io.mcc.tools.process;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** What was sent and acknowledged for one name, and whether what is there now may be there. */
final class NameHistory {
  private final String name;
  private final Set<Long> sent = new HashSet<>();
  private final TreeMap<Long, Long> knownBySequence = new TreeMap<>();
  private boolean deleteSent;
  private boolean deleteKnown;

  NameHistory(String name) {
    this.name = name;
  }

  /** Takes a line of the notes. */
  void add(String[] words) {
    switch (words[0]) {
      case "put-sent" -> sent.add(Long.valueOf(words[2]));
      case "put-known" -> addKnown(Long.valueOf(words[2]), Long.valueOf(words[3]));
      case "delete-sent" -> deleteSent = true;
      case "delete-known" -> deleteKnown = true;
      default -> throw new AssertionError("no such note: " + words[0]);
    }
  }

  private void addKnown(Long write, Long sequence) {
    Long other = knownBySequence.putIfAbsent(sequence, write);
    if (other != null && !other.equals(write)) {
      throw wrong("writes " + other + " and " + write + " both got sequence " + sequence);
    }
  }

  String name() {
    return name;
  }

  /** Whether at least one put of the name was acknowledged. */
  boolean isAcknowledged() {
    return !knownBySequence.isEmpty();
  }

  /** Checks that nothing is there. */
  void checkMissing() {
    if (isAcknowledged() && !deleteSent) {
      throw wrong("nothing is there");
    }
  }

  /** Checks what is there: what was acknowledged last, or a write sent whose answer was lost. */
  void checkFound(long write, long sequence) {
    if (deleteKnown) {
      throw wrong("write " + write + " is there, but the deletion was acknowledged");
    }
    if (!sent.contains(write)) {
      throw wrong("write " + write + " is there, which was sent for another name");
    }
    if (isAcknowledged() && sequence < knownBySequence.lastKey()) {
      throw wrong("sequence " + sequence + " is there");
    }
    Long known = knownBySequence.get(sequence);
    if (known == null ? knownBySequence.containsValue(write) : known != write) {
      throw wrong("write " + write + " of sequence " + sequence + " is there");
    }
  }

  private AssertionError wrong(String what) {
    String last = isAcknowledged() ? knownBySequence.lastEntry() + "" : "none";
    return new AssertionError(name + ": " + what + "; acknowledged last (sequence=write): " + last);
  }
}
