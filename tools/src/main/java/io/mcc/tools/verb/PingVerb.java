package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import java.io.InputStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc ping ID}: the round trip to a node. */
final class PingVerb extends VerbCommand {
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  void describe(CommandSpec spec) {
    spec.addPositional(argument("ID", ID_MEANING));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    String id = NodeIds.resolve(client, argument(line));
    double rttMillis = client.ping(id).toNanos() / NANOS_PER_MILLI;
    return Report.of(
        JsonText.object("id", id, "rttMillis", rttMillis),
        id + " answered in " + PeerTable.milliseconds(rttMillis) + "\n");
  }
}
