package io.mcc.engine.record;

/** How a record stands to the one that is held. */
enum Judgement {
  /** Nothing live is held under the key. */
  NEW,
  /** It takes the place of a lower one. */
  HIGHER,
  /** The same, signed again for longer. */
  LONGER,
  /** The same, and no longer. */
  SAME,
  /** A higher one is held. */
  LOWER
}
