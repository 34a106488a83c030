package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.OwnRecord;
import io.mcc.http.client.MccClient.Page;
import io.mcc.tools.CommandLines;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code mcc ls}: the node's own named records; with {@code --all} those without a name, too. */
final class LsVerb extends VerbCommand {
  private static final int PAGE_LENGTH = 1_000;
  private static final int PAGES_MAX = 100;

  @Override
  void describe(CommandSpec spec) {
    OptionSpec.Builder all =
        CommandLines.option("all").description("those that have only a key, too");
    spec.addOption(CommandLines.asSwitch(all));
  }

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    boolean isAll = line.matchedOptionValue("--all", false);
    List<OwnRecord> records = pages(client, isAll);
    List<Map<String, Object>> json = records.stream().map(LsVerb::json).toList();
    String none = isAll ? "this node has no records\n" : "this node has no named records\n";
    return Report.of(JsonText.object("records", json), records.isEmpty() ? none : text(records));
  }

  private static List<OwnRecord> pages(MccClient client, boolean isAll) {
    List<OwnRecord> records = new ArrayList<>();
    String after = null;
    for (int i = 0; i < PAGES_MAX; i++) {
      Page<OwnRecord> page =
          isAll ? client.allOwnRecords(PAGE_LENGTH, after) : client.ownRecords(PAGE_LENGTH, after);
      records.addAll(page.entries());
      after = page.next();
      if (after == null) {
        break;
      }
    }
    return records;
  }

  private static String text(List<OwnRecord> records) {
    Table table = new Table("NAME", "SEQUENCE", "BYTES", "TYPE", "SIGNED UNTIL", "REPLICAS", "KEY");
    for (OwnRecord own : records) {
      table.row(
          own.name().isEmpty() ? "-" : own.name(),
          own.sequence(),
          own.length(),
          own.contentType(),
          own.expires(),
          own.replicas() == 0 ? "-" : own.replicas(),
          own.key());
    }
    return table.toString();
  }

  private static Map<String, Object> json(OwnRecord own) {
    return JsonText.object(
        "name", own.name(),
        "key", own.key(),
        "sequence", own.sequence(),
        "expires", own.expires(),
        "replicas", own.replicas(),
        "contentType", own.contentType(),
        "lengthBytes", own.length());
  }
}
