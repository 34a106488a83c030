package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.NodeStatus;
import io.mcc.http.client.MccClient.Page;
import io.mcc.http.client.MccClient.Peer;
import io.mcc.tools.CommandException;
import java.util.ArrayList;
import java.util.List;

/** Finds the node that people mean: by its id, the beginning of its id, or its label. */
final class NodeIds {
  private static final int PAGE_LENGTH = 1_000;
  private static final int PAGES_MAX = 100;
  private static final String FULL = "[a-z2-7]{51}[aq]";

  private NodeIds() {}

  /** The whole id. Asks the node only where the text isn't one already. */
  static String resolve(MccClient client, String text) {
    if (text.matches(FULL)) {
      return text;
    }
    List<Peer> known = everyone(client);
    List<String> ids =
        known.stream().filter(node -> node.label().equals(text)).map(Peer::id).toList();
    if (ids.isEmpty()) {
      ids =
          known.stream()
              .map(Peer::id)
              .filter(id -> !text.isEmpty() && id.startsWith(text))
              .toList();
    }
    if (ids.isEmpty()) {
      throw CommandException.notFound(
          "no known node has the label '" + text + "' or an id that begins so: see mcc peers");
    }
    if (ids.size() > 1) {
      throw CommandException.usage(
          "'" + text + "' may be any of " + ids.size() + " nodes: " + String.join(", ", ids));
    }
    return ids.get(0);
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
