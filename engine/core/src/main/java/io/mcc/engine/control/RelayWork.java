package io.mcc.engine.control;

/** What the relay thread does besides completing futures. Called on it alone. */
public interface RelayWork {
  /** Nothing. */
  RelayWork NONE =
      new RelayWork() {
        @Override
        public boolean isDue() {
          return false;
        }

        @Override
        public void work() {}
      };

  /** Whether something waits to be done. */
  boolean isDue();

  /** Does a bounded part of it; called about once a second where nothing is due. */
  void work();
}
