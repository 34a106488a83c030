package io.mcc.engine.identity;

import io.mcc.codec.Id;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.VerifiedCertificate;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The paths that were accepted last, by the hash of their bytes, so that a peer that comes back
 * costs a hash instead of a signature. The one not asked for the longest goes first. Owned by the
 * verifier's thread.
 */
final class VerifiedPaths {
  static final int CAPACITY = 1_024;

  private final Digest digest;
  private final UnsafeBuffer content =
      new UnsafeBuffer(ByteBuffer.allocateDirect(Certificates.PATH_LENGTH_MAX));
  private final UnsafeBuffer hash = new UnsafeBuffer(ByteBuffer.allocateDirect(Digest.HASH_LENGTH));
  private final Id key = new Id();
  private final LinkedHashMap<Id, CertificateVerdict> verdicts = new LeastRecentlyUsed();

  VerifiedPaths(Digest digest) {
    this.digest = digest;
  }

  /** The verdict on a path that was accepted before and is still valid, or null. */
  CertificateVerdict find(byte[] path, long epochMs) {
    content.putBytes(0, path);
    digest.hash(content, 0, path.length, hash, 0, Digest.HASH_LENGTH);
    CertificateVerdict verdict = verdicts.get(key.read(hash, 0));
    return verdict != null && isValid(verdict.certificate(), epochMs) ? verdict : null;
  }

  /** Adds the verdict on the path that was looked for last. */
  void add(CertificateVerdict verdict) {
    verdicts.put(key.copy(), verdict);
  }

  int count() {
    return verdicts.size();
  }

  private static boolean isValid(VerifiedCertificate certificate, long epochMs) {
    return epochMs >= certificate.notBeforeMs() - CertificateChecks.TOLERANCE_MS
        && epochMs <= certificate.notAfterMs() + CertificateChecks.TOLERANCE_MS;
  }

  /** A map in the order of use that forgets its eldest. */
  private static final class LeastRecentlyUsed extends LinkedHashMap<Id, CertificateVerdict> {
    private static final long serialVersionUID = 1L;

    LeastRecentlyUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Id, CertificateVerdict> eldest) {
      return size() > CAPACITY;
    }
  }
}
