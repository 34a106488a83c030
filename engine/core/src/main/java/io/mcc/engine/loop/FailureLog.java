package io.mcc.engine.loop;

import io.mcc.engine.counter.Counters;
import io.mcc.engine.counter.EngineCounter;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exceptions that came out of the core: each one is counted, and the first of each kind of input is
 * logged, so that a peer who finds a bug can't fill the log. Owned by the loop.
 */
final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final Set<LoopInput> logged = EnumSet.noneOf(LoopInput.class);
  private final Counters counters;

  FailureLog(Counters counters) {
    this.counters = counters;
  }

  void onFailure(LoopInput input, Throwable failure) {
    counters.increment(EngineCounter.CORE_EXCEPTIONS);
    if (logged.add(input)) {
      LOG.error(
          "An input of kind {} brought forth an exception: this is a bug, please report it."
              + " The node goes on; further ones of this kind are only counted.",
          input,
          failure);
    }
  }
}
