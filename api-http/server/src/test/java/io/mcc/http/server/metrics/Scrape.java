package io.mcc.http.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format 0.0.4 by the letter: any line that isn't one of the format, a
 * sample without its family's type, a repeated series, or a histogram that doesn't add up, fails.
 */
public final class Scrape {
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\n]+)");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{([^\\n]*)\\})? (NaN|[+-]Inf|-?[0-9][0-9.eE+-]*)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");
  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");

  /** One line with a value. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  /** A metric with all of its samples. */
  public record Family(String name, String type, String help, List<Sample> samples) {}

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private String helpOf;
  private String help;
  private Family current;

  public static Map<String, Family> parse(String text) {
    assertThat(text).endsWith("\n").doesNotContain("\r", "\n\n");
    Scrape scrape = new Scrape();
    text.lines().forEach(scrape::onLine);
    scrape.families.values().forEach(Scrape::check);
    return scrape.families;
  }

  private void onLine(String line) {
    if (line.startsWith("#")) {
      onComment(line);
    } else {
      onSample(line);
    }
  }

  private void onComment(String line) {
    Matcher matcher = COMMENT.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    String name = matcher.group(2);
    if (matcher.group(1).equals("HELP")) {
      helpOf = name;
      help = matcher.group(3);
      return;
    }
    assertThat(helpOf).as("help comes before type: " + line).isEqualTo(name);
    assertThat(TYPES).contains(matcher.group(3));
    current = new Family(name, matcher.group(3), help, new ArrayList<>());
    assertThat(families.put(name, current)).as("a family is in one piece: " + name).isNull();
  }

  private void onSample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    assertThat(belongs(matcher.group(1))).as("of the family above: " + line).isTrue();
    Map<String, String> labels = labels(matcher.group(2));
    assertThat(seen.add(matcher.group(1) + labels)).as("one series, one line: " + line).isTrue();
    current.samples.add(new Sample(matcher.group(1), labels, number(matcher.group(3))));
  }

  private boolean belongs(String name) {
    if (!current.type.equals("histogram") && !current.type.equals("summary")) {
      return name.equals(current.name);
    }
    String suffix = name.startsWith(current.name) ? name.substring(current.name.length()) : "?";
    return Set.of("_bucket", "_sum", "_count").contains(suffix)
        || suffix.isEmpty() && current.type.equals("summary");
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher matcher = LABEL.matcher(text == null ? "" : text);
    int end = 0;
    while (matcher.lookingAt()) {
      assertThat(labels.put(matcher.group(1), matcher.group(2))).as(text).isNull();
      end = matcher.end();
      matcher.region(end, text.length());
    }
    assertThat(end).as("labels: " + text).isEqualTo(text == null ? 0 : text.length());
    return labels;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static void check(Family family) {
    if (family.type.equals("counter")) {
      assertThat(family.name).endsWith("_total");
      assertThat(family.samples).allSatisfy(sample -> assertThat(sample.value).isNotNegative());
    }
    if (family.type.equals("histogram")) {
      checkHistogram(family);
    }
  }

  private static void checkHistogram(Family family) {
    Map<Map<String, String>, Double> last = new LinkedHashMap<>();
    for (Sample sample : family.samples) {
      Map<String, String> series = new TreeMap<>(sample.labels);
      String bound = series.remove("le");
      if (sample.name.endsWith("_bucket")) {
        assertThat(sample.value).as(bound).isGreaterThanOrEqualTo(last.getOrDefault(series, 0.0));
        last.put(series, sample.value);
      } else if (sample.name.endsWith("_count")) {
        assertThat(sample.value).isEqualTo(last.get(series));
      }
    }
  }
}
