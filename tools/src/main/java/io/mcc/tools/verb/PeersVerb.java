package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Peer;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** {@code mcc peers}: the routing table. */
final class PeersVerb extends VerbCommand {
  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    List<Peer> peers = NodeIds.peers(client);
    String text = peers.isEmpty() ? "this node knows no other node yet\n" : PeerTable.text(peers);
    return Report.of(JsonText.object("peers", PeerTable.json(peers)), text);
  }
}
