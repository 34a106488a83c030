package io.mcc.engine.record.journal;

/** What a journal file is. */
enum FileKind {
  /** Entries as they were appended. */
  LOG(1, ".log"),
  /** The records that were alive after all logs up to its generation. */
  SNAPSHOT(2, ".snapshot");

  private final int code;
  private final String suffix;

  FileKind(final int code, final String suffix) {
    this.code = code;
    this.suffix = suffix;
  }

  int code() {
    return code;
  }

  String suffix() {
    return suffix;
  }

  /** The kind of a code, or null where there is none. */
  static FileKind of(final int code) {
    return code == LOG.code ? LOG : code == SNAPSHOT.code ? SNAPSHOT : null;
  }
}
