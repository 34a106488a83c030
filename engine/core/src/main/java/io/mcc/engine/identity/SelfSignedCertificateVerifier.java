package io.mcc.engine.identity;

import io.mcc.engine.crypto.CertificateVerifier;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.Signatures;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * Verifies the self-signed certificates of a network without authority on a thread of its own. The
 * loop submits and drains; it never waits. From {@link #start} to {@link #close}.
 */
public final class SelfSignedCertificateVerifier implements CertificateVerifier, AutoCloseable {
  /**
   * Verifications that may be under way, from submission to drain: what handshakes bring forth in
   * the worst tenth of a second (128 at their pace and 83 at once), should the thread stand still.
   */
  public static final int CAPACITY = 256;

  private static final long CLOSE_TIMEOUT_MS = TimeUnit.SECONDS.toMillis(2);

  /** Takes the ends of verifications, on the loop. */
  @FunctionalInterface
  public interface ResultHandler {
    /** Takes one end. */
    void onVerdict(long ticket, CertificateVerdict verdict);
  }

  /** A verification on its way to the thread, and back with its end. Changed by one side only. */
  private static final class Verification {
    private final long ticket;
    private final byte[] path;
    private CertificateVerdict verdict;

    Verification(long ticket, byte[] path) {
      this.ticket = ticket;
      this.path = path;
    }
  }

  private final OneToOneConcurrentArrayQueue<Verification> submitted =
      new OneToOneConcurrentArrayQueue<>(CAPACITY);
  private final OneToOneConcurrentArrayQueue<Verification> ended =
      new OneToOneConcurrentArrayQueue<>(CAPACITY);
  private final VerifiedPaths verified;
  private final Certificates certificates;
  private final byte[] networkId;
  private final EpochClock clock;
  private final Runnable wakeLoop;
  private final ErrorHandler errorHandler;
  private final Thread thread = new Thread(this::run, "mcc-verifier");
  private int underWayCount;
  private volatile boolean closing;

  /**
   * @param signatures for the verifier's thread alone
   * @param digest for the verifier's thread alone
   * @param networkId 16 bytes
   * @param wakeLoop called on the verifier's thread when there is something to drain
   * @param errorHandler learns of a mistake of ours, or of an error of the JVM; the certificate is
   *     refused then
   */
  public SelfSignedCertificateVerifier(
      Signatures signatures,
      Digest digest,
      byte[] networkId,
      EpochClock clock,
      Runnable wakeLoop,
      ErrorHandler errorHandler) {
    this.certificates = new Certificates(signatures);
    this.verified = new VerifiedPaths(digest);
    this.networkId = networkId.clone();
    this.clock = clock;
    this.wakeLoop = wakeLoop;
    this.errorHandler = errorHandler;
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  @Override
  public boolean submit(long ticket, DirectBuffer path, int offset, int length) {
    if (underWayCount == CAPACITY || length > Certificates.PATH_LENGTH_MAX) {
      return false;
    }
    byte[] copy = new byte[length];
    path.getBytes(offset, copy);
    underWayCount++;
    submitted.offer(new Verification(ticket, copy));
    LockSupport.unpark(thread);
    return true;
  }

  /**
   * Hands on what has ended since the last call. Called by the loop.
   *
   * @return number of ends
   */
  public int drain(ResultHandler handler) {
    int count = 0;
    Verification verification = ended.poll();
    while (verification != null) {
      underWayCount--;
      count++;
      handler.onVerdict(verification.ticket, verification.verdict);
      verification = ended.poll();
    }
    return count;
  }

  /** Ends the thread; what has not been drained is dropped. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      Verification verification = submitted.poll();
      if (verification == null) {
        LockSupport.park(this);
      } else {
        end(verification);
      }
    }
  }

  private void end(Verification verification) {
    try {
      verification.verdict = verify(verification.path);
    } catch (RuntimeException | Error e) {
      verification.verdict = CertificateVerdict.refused(CertificateRefusal.STRUCTURE_INVALID);
      errorHandler.onError(e);
    }
    ended.offer(verification);
    wakeLoop.run();
  }

  private CertificateVerdict verify(byte[] path) {
    long epochMs = clock.time();
    CertificateVerdict known = verified.find(path, epochMs);
    if (known != null) {
      return known;
    }
    CertificateVerdict verdict = certificates.verify(path, networkId, epochMs);
    if (verdict.isAccepted()) {
      verified.add(verdict);
    }
    return verdict;
  }
}
