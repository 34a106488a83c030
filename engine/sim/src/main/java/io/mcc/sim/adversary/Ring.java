package io.mcc.sim.adversary;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Peers that have agreed to name each other. */
public final class Ring {
  private final List<Contact> members = new ArrayList<>();

  /** Takes a member in. */
  public void add(Contact member) {
    members.add(member);
  }

  /** How many they are. */
  public int count() {
    return members.size();
  }

  /** Whether somebody is one of them. */
  public boolean contains(Id id) {
    return members.stream().anyMatch(member -> member.id.equals(id));
  }

  /** The members closest to a target, closest first, as many as an answer takes. */
  public List<Contact> closest(Id target, Id except) {
    Comparator<Contact> closerToTarget = (a, b) -> Id.compareDistance(target, a.id, b.id);
    return members.stream()
        .filter(member -> !member.id.equals(except))
        .sorted(closerToTarget)
        .limit(Nodes.COUNT_MAX)
        .toList();
  }
}
