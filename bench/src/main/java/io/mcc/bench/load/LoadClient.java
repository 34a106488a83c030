package io.mcc.bench.load;

/** One socket of a load generator. Used by one thread. */
public interface LoadClient extends AutoCloseable {
  /** Learns what became of what was asked. */
  interface Listener {
    /**
     * An answer came.
     *
     * @param tag as given to {@link #ask}
     * @param datagramLength bytes of the datagram that brought it
     */
    void onAnswer(int tag, boolean asExpected, int datagramLength);

    /** No answer came in time. */
    void onSilence(int tag);
  }

  /**
   * Asks once; the end is reported to the listener of a later {@link #poll}.
   *
   * @return false where it can't be sent now: nothing will be reported
   */
  boolean ask(LoadRequest request, int tag, long nowNs, long epochMs);

  /**
   * Takes what has come.
   *
   * @return datagrams taken
   */
  int poll(Listener listener, long nowNs, long epochMs);

  @Override
  void close();
}
