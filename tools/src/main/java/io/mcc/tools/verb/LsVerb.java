package io.mcc.tools.verb;

import io.mcc.http.client.MccClient;
import io.mcc.http.client.MccClient.OwnRecord;
import io.mcc.http.client.MccClient.Page;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** {@code mcc ls}: the node's own named records. */
final class LsVerb extends VerbCommand {
  private static final int PAGE_LENGTH = 1_000;
  private static final int PAGES_MAX = 100;

  @Override
  Report run(ParseResult line, MccClient client, InputStream in) {
    List<OwnRecord> records = all(client);
    List<Map<String, Object>> json = records.stream().map(LsVerb::json).toList();
    String text = records.isEmpty() ? "this node has no named records\n" : text(records);
    return Report.of(JsonText.object("records", json), text);
  }

  private static List<OwnRecord> all(MccClient client) {
    List<OwnRecord> records = new ArrayList<>();
    String after = null;
    for (int i = 0; i < PAGES_MAX; i++) {
      Page<OwnRecord> page = client.ownRecords(PAGE_LENGTH, after);
      records.addAll(page.entries());
      after = page.next();
      if (after == null) {
        break;
      }
    }
    return records;
  }

  private static String text(List<OwnRecord> records) {
    Table table = new Table("NAME", "SEQUENCE", "BYTES", "TYPE", "EXPIRES", "KEY");
    for (OwnRecord own : records) {
      table.row(
          own.name(), own.sequence(), own.length(), own.contentType(), own.expires(), own.key());
    }
    return table.toString();
  }

  private static Map<String, Object> json(OwnRecord own) {
    return JsonText.object(
        "name", own.name(),
        "key", own.key(),
        "sequence", own.sequence(),
        "expires", own.expires(),
        "contentType", own.contentType(),
        "lengthBytes", own.length());
  }
}
