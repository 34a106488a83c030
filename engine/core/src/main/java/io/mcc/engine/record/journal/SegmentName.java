package io.mcc.engine.record.journal;

import java.util.Locale;

/** A journal file by kind and generation, which together are its name. Immutable. */
record SegmentName(FileKind kind, long generation) {
  /** The segment of a file's name, or null where it is none. */
  static SegmentName parse(final String fileName) {
    for (final FileKind kind : FileKind.values()) {
      if (fileName.matches("[0-9]{8,18}\\" + kind.suffix())) {
        final int digits = fileName.length() - kind.suffix().length();
        return new SegmentName(kind, Long.parseLong(fileName.substring(0, digits)));
      }
    }
    return null;
  }

  String fileName() {
    return String.format(Locale.ROOT, "%08d%s", generation, kind.suffix());
  }
}
