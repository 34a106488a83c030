package io.mcc.tools.verb;

import io.mcc.http.client.MccClient.Peer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Other nodes, for people and for programs. Pure. */
final class PeerTable {
  private PeerTable() {}

  static String text(List<Peer> peers) {
    Table table = new Table("LABEL", "ADDRESS", "RTT", "SEEN", "STATE", "ID");
    for (Peer peer : peers) {
      table.row(
          peer.label(),
          peer.address(),
          peer.rttMillis() == null ? null : milliseconds(peer.rttMillis()),
          peer.lastSeenSeconds() == null ? null : Times.ago(peer.lastSeenSeconds().longValue()),
          peer.state(),
          peer.id());
    }
    return table.toString();
  }

  static String milliseconds(double milliseconds) {
    return String.format(Locale.ROOT, "%.3f ms", milliseconds);
  }

  static List<Map<String, Object>> json(List<Peer> peers) {
    return peers.stream().map(PeerTable::json).toList();
  }

  private static Map<String, Object> json(Peer peer) {
    return JsonText.object(
        "id", peer.id(),
        "label", peer.label(),
        "address", peer.address(),
        "rttMillis", peer.rttMillis(),
        "lastSeenSeconds", peer.lastSeenSeconds(),
        "state", peer.state());
  }
}
