package io.mcc.engine.operation;

import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.engine.command.FailureCode;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.dht.RoutingTable;
import io.mcc.engine.session.Session;
import io.mcc.engine.session.SessionTable;
import java.util.TreeSet;

/**
 * The nodes that have a label, as far as this one knows: itself, its contacts, whoever it has a
 * session with. A label proves nothing, so that one which several have stands for none of them.
 * Owned by the loop.
 */
public final class NodeNames {
  private static final int SHOWN_MAX = 8;

  private final String ownLabel;
  private final RoutingTable table;
  private final SessionTable sessions;

  public NodeNames(String ownLabel, RoutingTable table, SessionTable sessions) {
    this.ownLabel = ownLabel;
    this.table = table;
    this.sessions = sessions;
  }

  /** Ids of all nodes with this label, in their order. */
  public TreeSet<String> labelled(String label) {
    TreeSet<String> ids = new TreeSet<>();
    if (ownLabel.equals(label)) {
      ids.add(table.ownId().text());
    }
    addContacts(label, ids);
    for (int slot = 0; slot < sessions.slotCount(); slot++) {
      Session session = sessions.at(slot);
      if (session != null && session.label().equals(label)) {
        ids.add(session.peerId().text());
      }
    }
    return ids;
  }

  private void addContacts(String label, TreeSet<String> ids) {
    Contact contact = new Contact();
    for (int slot : table.slotsByIdOrder()) {
      if (table.label(slot).equals(label)) {
        table.contact(slot, contact);
        ids.add(contact.id.text());
      }
    }
  }

  /** Why a label that doesn't stand for exactly one node names none. */
  public static Outcome.Failed refusal(String label, TreeSet<String> ids) {
    if (ids.isEmpty()) {
      return Outcome.Failed.of(
          FailureCode.NOT_FOUND,
          "no node known here has the label '"
              + label
              + "'; a node knows the labels of its contacts only, an id is found everywhere");
    }
    return Outcome.Failed.of(
        FailureCode.AMBIGUOUS_LABEL,
        "'"
            + label
            + "' is the label of "
            + ids.size()
            + " nodes, give the id: "
            + String.join(", ", ids.stream().limit(SHOWN_MAX).toList()));
  }

  /** Whether a text is an id already. */
  public static boolean isId(String text) {
    return text.length() == Id.TEXT_LENGTH;
  }
}
