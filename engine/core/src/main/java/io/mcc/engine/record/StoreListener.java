package io.mcc.engine.record;

import io.mcc.codec.ErrorCode;

/** An operation that waits for a write of its own. Called on the loop. */
interface StoreListener {
  /**
   * The write has ended.
   *
   * @param failure null where it is safe
   */
  void onStored(ErrorCode failure);
}
