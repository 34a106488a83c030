package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.http.client.MccClient.Page;
import io.mcc.http.client.MccClient.Peer;
import io.mcc.tools.CommandException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the node that people mean: by its id, the beginning of its id, or its label. */
final class NodeIds {
  private static final int PAGE_LENGTH = 1_000;
  private static final int PAGES_MAX = 100;
  private static final String FULL = "[a-z2-7]{51}[aq]";

  private NodeIds() {}

  /**
   * The whole id. Asks the node only where the text isn't one already.
   *
   * <p>What begins an id is an id: a stranger may take any label, also one that looks like the
   * beginning of somebody's id, so that one which means two nodes means none.
   */
  static String resolve(MccClient client, String text) {
    if (isId(text)) {
      return text;
    }
    List<Peer> known = everyone(client);
    Set<String> ids = text.isEmpty() ? Set.of() : ids(known, node -> node.id().startsWith(text));
    Set<String> labelled = ids(known, node -> node.label().equals(text) && !text.equals("self"));
    Set<String> all = new LinkedHashSet<>(ids);
    all.addAll(labelled);
    if (all.isEmpty()) {
      throw CommandException.notFound(
          "no known node has the label '" + text + "' or an id that begins so: see mcc peers");
    }
    if (all.size() > 1) {
      throw CommandException.usage(ambiguity(text, ids, labelled));
    }
    return all.iterator().next();
  }

  /** Whether it is a whole id, or a key, which has the same form. */
  static boolean isId(String text) {
    return text.matches(FULL);
  }

  private static Set<String> ids(List<Peer> known, Predicate<Peer> wanted) {
    return known.stream()
        .filter(wanted)
        .map(Peer::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String ambiguity(String text, Set<String> ids, Set<String> labelled) {
    List<String> meanings = new ArrayList<>();
    if (!ids.isEmpty()) {
      meanings.add("begins " + String.join(", ", ids));
    }
    if (!labelled.isEmpty()) {
      meanings.add("is the label of " + String.join(", ", labelled));
    }
    return "'" + text + "' " + String.join(" and ", meanings) + ": give the whole id";
  }

  private static List<Peer> everyone(MccClient client) {
    List<Peer> nodes = new ArrayList<>();
    NodeStatus own = client.status();
    nodes.add(new Peer(own.id(), own.label(), "", null, null, ""));
    nodes.addAll(peers(client));
    return nodes;
  }

  /** The whole routing table. */
  static List<Peer> peers(MccClient client) {
    List<Peer> peers = new ArrayList<>();
    String after = null;
    for (int i = 0; i < PAGES_MAX; i++) {
      Page<Peer> page = client.peers(PAGE_LENGTH, after);
      peers.addAll(page.entries());
      after = page.next();
      if (after == null) {
        break;
      }
    }
    return peers;
  }
}
