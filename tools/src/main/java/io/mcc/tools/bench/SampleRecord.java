package io.mcc.tools.bench;

import io.mcc.http.client.MccClient.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A record to put and to look for.
 *
 * @param name the name of a mutable record; null for an immutable one
 * @param writer index of the node that it is put at
 */
record SampleRecord(String name, Content content, int writer) {
  private static final String[] CONTENT_TYPES = {
    "application/octet-stream", "text/plain", "application/json", "image/png", "text/html"
  };

  /** A longer value isn't sent with the record: the storing node and the reader pull it. */
  private static final int LARGE_EVERY = 10;

  private static final int LARGE_LENGTH_MIN = 20 * 1024;
  private static final int LARGE_LENGTH_MAX = 60 * 1024;

  /** Half of them mutable, every tenth large, each at a random node. */
  static List<SampleRecord> draw(NetworkSettings settings, Random random) {
    List<SampleRecord> records = new ArrayList<>();
    for (int i = 0; i < settings.recordCount(); i++) {
      byte[] value = new byte[valueLength(settings, i, random)];
      random.nextBytes(value);
      String type = CONTENT_TYPES[random.nextInt(CONTENT_TYPES.length)];
      String name = random.nextBoolean() ? "sample-" + i : null;
      records.add(
          new SampleRecord(name, new Content(type, value), random.nextInt(settings.nodeCount())));
    }
    return records;
  }

  private static int valueLength(NetworkSettings settings, int index, Random random) {
    if (index % LARGE_EVERY != LARGE_EVERY - 1) {
      return settings.valueLength();
    }
    return LARGE_LENGTH_MIN + random.nextInt(LARGE_LENGTH_MAX - LARGE_LENGTH_MIN + 1);
  }
}
