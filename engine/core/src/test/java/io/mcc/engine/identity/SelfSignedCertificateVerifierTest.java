package io.mcc.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumDigest;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SelfSignedCertificateVerifierTest {
  private final Semaphore wakeUps = new Semaphore(0);
  private final AtomicLong epochMs = new AtomicLong(TestCertificate.NOW_MS);
  private final List<Throwable> errors = new ArrayList<>();
  private final Map<Long, CertificateVerdict> verdicts = new TreeMap<>();
  private final SelfSignedCertificateVerifier verifier =
      new SelfSignedCertificateVerifier(
          new SodiumSignatures(Sodium.load()),
          new SodiumDigest(Sodium.load()),
          TestCertificate.NETWORK_ID,
          epochMs::get,
          wakeUps::release,
          errors::add);
  private final UnsafeBuffer good = DirectMemory.copyOf(new TestCertificate().der());

  @AfterEach
  void close() {
    verifier.close();
    assertThat(errors).isEmpty();
  }

  private boolean submit(long ticket, UnsafeBuffer path) {
    return verifier.submit(ticket, path, 0, path.capacity());
  }

  private void drain(int count) throws InterruptedException {
    for (int drained = 0; drained < count; ) {
      assertThat(wakeUps.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
      drained += verifier.drain(verdicts::put);
    }
  }

  @Test
  void shouldEndEveryVerificationByItsTicket() throws InterruptedException {
    verifier.start();
    UnsafeBuffer bad = DirectMemory.copyOf(new byte[] {1, 2, 3});
    for (long ticket = 0; ticket < 20; ticket++) {
      assertThat(submit(ticket, ticket % 2 == 0 ? good : bad)).isTrue();
    }
    drain(20);
    assertThat(verdicts).hasSize(20);
    verdicts.forEach(
        (ticket, verdict) -> assertThat(verdict.isAccepted()).isEqualTo(ticket % 2 == 0));
  }

  @Test
  void shouldRefuseSubmissionsWhenFullUntilDrained() throws InterruptedException {
    for (long ticket = 0; ticket < SelfSignedCertificateVerifier.CAPACITY; ticket++) {
      assertThat(submit(ticket, good)).isTrue();
    }
    assertThat(submit(1000, good)).isFalse();
    verifier.start();
    drain(SelfSignedCertificateVerifier.CAPACITY);
    assertThat(submit(1000, good)).isTrue();
    drain(1);
    assertThat(verdicts.get(1000L).isAccepted()).isTrue();
  }

  @Test
  void shouldRefuseAPathThatIsTooLong() {
    assertThat(submit(1, DirectMemory.zeros(Certificates.PATH_LENGTH_MAX + 1))).isFalse();
  }

  @Test
  void shouldNotAcceptFromMemoryWhatHasExpired() throws InterruptedException {
    verifier.start();
    submit(1, good);
    submit(2, good);
    drain(2);
    assertThat(verdicts.get(2L)).isSameAs(verdicts.get(1L));
    epochMs.addAndGet(TimeUnit.DAYS.toMillis(2));
    submit(3, good);
    drain(1);
    assertThat(verdicts.get(3L).refusal()).isEqualTo(CertificateRefusal.EXPIRED);
  }

  @Test
  void shouldRememberABoundedNumberAndForgetTheEldest() {
    VerifiedPaths paths = new VerifiedPaths(new SodiumDigest(Sodium.load()));
    CertificateVerdict verdict =
        new Certificates(TestCertificate.SIGNATURES)
            .verify(
                new TestCertificate().der(), TestCertificate.NETWORK_ID, TestCertificate.NOW_MS);
    for (int path = 0; path < VerifiedPaths.CAPACITY + 10; path++) {
      assertThat(paths.find(bytes(path), TestCertificate.NOW_MS)).isNull();
      paths.add(verdict);
      assertThat(paths.find(bytes(0), TestCertificate.NOW_MS)).isSameAs(verdict);
    }
    assertThat(paths.count()).isEqualTo(VerifiedPaths.CAPACITY);
    assertThat(paths.find(bytes(1), TestCertificate.NOW_MS)).isNull();
    assertThat(paths.find(bytes(100), TestCertificate.NOW_MS)).isSameAs(verdict);
  }

  private static byte[] bytes(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
