package io.mcc.tools.sim;

import io.mcc.engine.base.AddressBlock;
import io.mcc.tools.CommandException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A map of a scenario file whose keys are asked for one by one; {@link #end} refuses those that
 * nobody has asked for. Every error names file, line and key, and what is allowed.
 */
final class YamlSection {
  private final Set<String> asked = new LinkedHashSet<>();
  private final String source;
  private final String path;
  private final int line;
  private final Map<String, YamlValue> values;

  private YamlSection(String source, String path, int line, Map<String, YamlValue> values) {
    this.source = source;
    this.path = path;
    this.line = line;
    this.values = values;
  }

  /** The whole file. */
  static YamlSection of(String source, String document) {
    YamlValue value = YamlValue.parse(source, document);
    YamlSection section =
        new YamlSection(source, "", value.line(), value.map() == null ? Map.of() : value.map());
    if (value.map() == null) {
      throw section.error("the file", value, "is not a map of keys and values");
    }
    return section;
  }

  private YamlValue ask(String key) {
    asked.add(key);
    return values.get(key);
  }

  /** Whether there is something below a key. */
  boolean has(String key) {
    return ask(key) != null;
  }

  /** A map below a key; an empty one where there is none. */
  YamlSection section(String key) {
    YamlValue value = ask(key);
    if (value == null) {
      return new YamlSection(source, path + key + ".", line, Map.of());
    }
    return section(key, value);
  }

  private YamlSection section(String key, YamlValue value) {
    if (value.map() == null) {
      throw error(key, value, "is not a map of keys and values");
    }
    return new YamlSection(source, path + key + ".", value.line(), value.map());
  }

  /** The maps of a list below a key; none where there is none. */
  List<YamlSection> sections(String key) {
    YamlValue value = ask(key);
    List<YamlSection> sections = new ArrayList<>();
    for (YamlValue element : value == null ? List.<YamlValue>of() : elements(key, value)) {
      sections.add(section(key + "[" + sections.size() + "]", element));
    }
    return sections;
  }

  private List<YamlValue> elements(String key, YamlValue value) {
    if (value.list() == null) {
      throw error(key, value, "is not a list");
    }
    return value.list();
  }

  /** A text; the default where there is none. */
  String text(String key, String otherwise) {
    YamlValue value = ask(key);
    return value == null ? otherwise : scalar(key, value);
  }

  private String scalar(String key, YamlValue value) {
    if (value.text() == null || value.text().isBlank()) {
      throw error(key, value, "is not a single value");
    }
    return value.text().strip();
  }

  /** A block of addresses that must be there. */
  AddressBlock block(String key) {
    YamlValue value = require(key);
    try {
      return AddressBlock.parse(scalar(key, value));
    } catch (IllegalArgumentException e) {
      throw error(key, value, e.getMessage());
    }
  }

  /** One of several values, by its name in lower case with dashes. */
  <T extends Enum<T>> T oneOf(String key, T[] values) {
    String text = scalar(key, require(key));
    for (T value : values) {
      if (name(value).equals(text)) {
        return value;
      }
    }
    throw refuse(
        key,
        "is '%s', not one of %s"
            .formatted(
                text,
                Arrays.stream(values).map(YamlSection::name).collect(Collectors.joining(", "))));
  }

  /** One of several values, or the default. */
  <T extends Enum<T>> T oneOf(String key, T otherwise, T[] values) {
    return has(key) ? oneOf(key, values) : otherwise;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True or false. */
  boolean choice(String key, boolean otherwise) {
    String text = text(key, Boolean.toString(otherwise));
    if (!text.equals("true") && !text.equals("false")) {
      throw refuse(key, "is '" + text + "', not true or false");
    }
    return text.equals("true");
  }

  /** A duration in nanoseconds between two bounds. */
  long durationNs(String key, long otherwiseNs, long minNs, long maxNs) {
    YamlValue value = ask(key);
    return value == null ? otherwiseNs : durationNs(key, value, minNs, maxNs);
  }

  private long durationNs(String key, YamlValue value, long minNs, long maxNs) {
    long ns = Quantities.durationNs(scalar(key, value));
    if (ns < 0) {
      throw error(
          key, value, "'" + value.text() + "' is not a time: " + Quantities.DURATION_EXAMPLES);
    }
    if (ns < minNs || ns > maxNs) {
      throw error(
          key,
          value,
          value.text()
              + " is not within "
              + Quantities.durationText(minNs)
              + " and "
              + Quantities.durationText(maxNs));
    }
    return ns;
  }

  /** A part of the whole in millionths. */
  int perMillion(String key, int otherwise) {
    YamlValue value = ask(key);
    return value == null ? otherwise : perMillion(key, value);
  }

  private int perMillion(String key, YamlValue value) {
    int perMillion = Quantities.perMillion(scalar(key, value));
    if (perMillion < 0) {
      throw error(key, value, "'" + value.text() + "' is not a share: 0 to 1, or 0 % to 100 %");
    }
    return perMillion;
  }

  /** Parts that make up the whole. */
  List<Integer> shares(String key, int countMax) {
    YamlValue value = require(key);
    List<Integer> shares =
        elements(key, value).stream().map(element -> perMillion(key, element)).toList();
    if (shares.size() < 2 || shares.size() > countMax) {
      throw error(key, value, "has " + shares.size() + " shares, not 2 to " + countMax);
    }
    int sum = shares.stream().mapToInt(Integer::intValue).sum();
    // A third can't be written as a decimal.
    if (Math.abs(sum - 1_000_000) > 10_000) {
      throw error(key, value, "makes up " + sum / 10_000.0 + " %, not 100 %");
    }
    return shares;
  }

  /** A square of durations. */
  List<List<Long>> durationsNs(String key, int size, long maxNs) {
    YamlValue value = require(key);
    List<List<Long>> rows = new ArrayList<>();
    for (YamlValue row : elements(key, value)) {
      rows.add(elements(key, row).stream().map(cell -> durationNs(key, cell, 0, maxNs)).toList());
    }
    if (rows.size() != size || rows.stream().anyMatch(row -> row.size() != size)) {
      throw error(key, value, "is not " + size + " rows of " + size + " times");
    }
    return rows;
  }

  /** A whole number between two bounds. */
  int count(String key, int otherwise, int min, int max) {
    YamlValue value = ask(key);
    if (value == null) {
      return otherwise;
    }
    String text = scalar(key, value);
    boolean whole = text.matches("[0-9]{1,9}");
    if (!whole || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw error(key, value, text + " is not a whole number of " + min + " to " + max);
    }
    return Integer.parseInt(text);
  }

  /** A number from 0 on. */
  double number(String key, double otherwise, double max) {
    YamlValue value = ask(key);
    if (value == null) {
      return otherwise;
    }
    String text = scalar(key, value);
    boolean right = text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") && Double.parseDouble(text) <= max;
    if (!right) {
      throw error(key, value, text + " is not a number of 0 to " + trimmed(max));
    }
    return Double.parseDouble(text);
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** A value that must be there. */
  private YamlValue require(String key) {
    YamlValue value = ask(key);
    if (value == null) {
      throw CommandException.usage(
          "scenario " + source + ", line " + line + ": " + path + key + " is missing");
    }
    return value;
  }

  /** Refuses a value for a reason of the caller's. */
  CommandException refuse(String key, String what) {
    return error(key, values.getOrDefault(key, new YamlValue(line, "", null, null)), what);
  }

  private CommandException error(String key, YamlValue value, String what) {
    return CommandException.usage(
        "scenario " + source + ", line " + value.line() + ": " + path + key + " " + what);
  }

  /** All keys have been asked for: refuses others. */
  void end() {
    for (Map.Entry<String, YamlValue> entry : values.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        throw error(
            entry.getKey(),
            entry.getValue(),
            "is unknown: allowed here are " + String.join(", ", asked));
      }
    }
  }
}
