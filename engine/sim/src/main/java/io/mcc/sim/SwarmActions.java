package io.mcc.sim;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;

/** What a scenario has scheduled, in slots that are used again and again. */
final class SwarmActions {
  private final List<Runnable> slots = new ArrayList<>();
  private final IntArrayList freeSlots = new IntArrayList();

  /** Keeps an action and answers its slot. */
  int add(Runnable action) {
    if (freeSlots.isEmpty()) {
      slots.add(action);
      return slots.size() - 1;
    }
    int slot = freeSlots.removeAt(freeSlots.size() - 1);
    slots.set(slot, action);
    return slot;
  }

  /** Does what is in a slot, once. */
  void run(int slot) {
    Runnable action = slots.set(slot, null);
    freeSlots.addInt(slot);
    action.run();
  }
}
