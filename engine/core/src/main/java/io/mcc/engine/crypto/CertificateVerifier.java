package io.mcc.engine.crypto;

import org.agrona.DirectBuffer;

/**
 * Verifies certificate paths away from the loop. A verification is submitted with a ticket; its
 * result comes back later as an input of the node, in any order.
 */
public interface CertificateVerifier {
  /**
   * Takes a copy of a path (leaf first, concatenated DER) for verification.
   *
   * @param ticket names the verification in its result
   * @return false where the queue of verifications is full; no result will come then
   */
  boolean submit(long ticket, DirectBuffer path, int offset, int length);
}
