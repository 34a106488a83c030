package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.Peer;
import java.io.InputStream;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc lookup ID}: the nodes closest to an id. */
final class LookupVerb extends VerbCommand {
  @Override
  void describe(CommandSpec spec) {
    spec.addPositional(argument("ID", ID_MEANING));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    String id = NodeIds.resolve(client, argument(line));
    List<Peer> nodes = client.lookup(id);
    String text = nodes.isEmpty() ? "no other node was found\n" : PeerTable.text(nodes);
    return Report.of(JsonText.object("target", id, "nodes", PeerTable.json(nodes)), text);
  }
}
