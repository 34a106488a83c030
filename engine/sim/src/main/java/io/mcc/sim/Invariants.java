package io.mcc.sim;

import io.mcc.codec.Contact;
import io.mcc.codec.Endpoint;
import io.mcc.codec.Id;
import io.mcc.engine.base.Limit;
import io.mcc.engine.node.NodeView;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds in every run, whatever the network and the disks do. Of a node, after each of its
 * steps: every limit is kept, every request that was sent ends once, and what was written into the
 * routing table is a node that exists, at an address that it has had; every few steps: no request
 * is older than it may be, no lookup waits for nobody, and the store holds nothing that the journal
 * doesn't. Of all nodes, once a virtual minute: all that of every contact, and no command is older
 * than it may be. Of records, when one changes or a command ends: {@link RecordWatch}.
 *
 * <p>It looks and changes nothing, so that a run is the same with it. Whatever is broken is thrown
 * as an {@link InvariantViolation} out of the step that broke it.
 */
public final class Invariants {
  private static final long MINUTE_NS = 60_000_000_000L;

  /** Longer than the opening of a session and any patience with a peer. */
  private static final long REQUEST_AGE_MAX_NS = 30_000_000_000L;

  /**
   * What takes a walk is looked at every so many steps: thousands of nodes don't fit into the
   * processor's caches, and what a step hasn't touched is far away. A power of two.
   */
  private static final int STEPS_PER_WALK = 32;

  private final VirtualTime time;
  private final SimulatedNode[] nodes;
  private final NodeBook book;
  private final Guests guests;
  private final SwarmCommands commands;
  private final RecordWatch records;
  private final Contact contact = new Contact();
  private long nextMinuteNs = MINUTE_NS;

  Invariants(
      VirtualTime time,
      SimulatedNode[] nodes,
      NodeBook book,
      Guests guests,
      SwarmCommands commands) {
    this.time = time;
    this.nodes = nodes;
    this.book = book;
    this.guests = guests;
    this.commands = commands;
    this.records = new RecordWatch(time);
  }

  /** What is promised of records. */
  RecordWatch records() {
    return records;
  }

  /** A running node has taken an input. */
  void afterStep(SimulatedNode node) {
    requireSound(node, brokenAccount(node));
    requireSound(node, brokenNewContact(node));
    if ((++node.stepCount & STEPS_PER_WALK - 1) == 0) {
      requireSound(node, brokenProgress(node));
      requireSound(node, brokenStore(node));
    }
    if (time.nowNs() >= nextMinuteNs) {
      nextMinuteNs = time.nowNs() + MINUTE_NS;
      eachMinute();
    }
  }

  /** Looks at every running node; happens by itself once a virtual minute. */
  public void eachMinute() {
    for (SimulatedNode node : nodes) {
      if (node.node != null) {
        requireSound(node, broken(node));
      }
    }
    PendingOutcome overdue = commands.overdue();
    if (overdue != null) {
      throw new InvariantViolation(
          time.nowNs(), overdue.node(), "never answered " + overdue.command());
    }
  }

  private void requireSound(SimulatedNode node, String broken) {
    if (broken != null) {
      throw new InvariantViolation(time.nowNs(), node.index, broken);
    }
  }

  /** What is broken now, a sentence each; empty where all is well. */
  public List<String> violations() {
    List<String> violations = new ArrayList<>();
    for (SimulatedNode node : nodes) {
      String broken = node.node == null ? null : broken(node);
      if (broken != null) {
        violations.add("node " + node.index + ": " + broken);
      }
    }
    return violations;
  }

  /** Commands that have not ended; for the end of a run, when every deadline is over. */
  public static List<String> unended(List<PendingOutcome> commands) {
    return commands.stream()
        .filter(command -> !command.isDone())
        .map(command -> "node " + command.node() + " never answered " + command.command())
        .toList();
  }

  private String broken(SimulatedNode node) {
    String broken = brokenAccount(node);
    broken = broken == null ? brokenContacts(node) : broken;
    broken = broken == null ? brokenStore(node) : broken;
    return broken == null ? brokenProgress(node) : broken;
  }

  private static String brokenAccount(SimulatedNode node) {
    NodeView view = node.view;
    Limit exceeded = view.exceededLimit();
    if (exceeded != null) {
      return "the limit " + exceeded.text() + " isn't kept";
    }
    if (view.unaccountedRequestCount() != 0) {
      return view.unaccountedRequestCount()
          + " of the requests sent are neither answered nor silent nor under way";
    }
    return null;
  }

  private static String brokenStore(SimulatedNode node) {
    if (node.store.count() > node.log.disk().size()) {
      return "the store holds "
          + node.store.count()
          + " records, the journal "
          + node.log.disk().size();
    }
    return null;
  }

  /** Looks at what the step has written into the table; at all of it where that is several. */
  private String brokenNewContact(SimulatedNode node) {
    int newCount = node.view.contactWriteCount() - node.contactWriteCount;
    if (newCount == 0) {
      return null;
    }
    node.contactWriteCount += newCount;
    return newCount == 1
        ? brokenContact(node, node.view.writtenContactSlot())
        : brokenContacts(node);
  }

  private String brokenContacts(SimulatedNode node) {
    String broken = null;
    for (int slot = 0; slot < node.view.contactSlotCount() && broken == null; slot++) {
      broken = brokenContact(node, slot);
    }
    return broken;
  }

  private String brokenContact(SimulatedNode node, int slot) {
    if (!node.view.contact(slot, contact) || isKnown(node)) {
      return null;
    }
    return "lists a peer that never was at that address: " + contact.id + " " + address();
  }

  private boolean isKnown(SimulatedNode node) {
    Id id = contact.id;
    boolean hasBeen =
        !id.equals(node.identity.nodeId())
            && (contact.ipv4.isSet() || contact.ipv6.isSet())
            && (!contact.ipv4.isSet() || book.hasHad(id, contact.ipv4))
            && (!contact.ipv6.isSet() || book.hasHad(id, contact.ipv6));
    return hasBeen || guests.isPeer(id.text(), address().text());
  }

  private Endpoint address() {
    return contact.ipv4.isSet() ? contact.ipv4 : contact.ipv6;
  }

  private String brokenProgress(SimulatedNode node) {
    long ageNs = node.view.oldestRequestAgeNs(node.clockNs(time.nowNs()));
    if (ageNs > REQUEST_AGE_MAX_NS) {
      return "a request has been under way for " + ageNs / 1_000_000 + " ms";
    }
    int lookup = node.view.stuckLookup();
    return lookup == NodeView.NONE ? null : "lookup " + lookup + " waits for nobody's answer";
  }
}
