package io.mcc.engine.identity;

import io.mcc.codec.Label;
import io.mcc.engine.base.RandomSource;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.KeyAgreement;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.VerifiedCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds out who this node is: from its private key and certificate, or by making them. Used at the
 * start, by one thread.
 */
public final class NodeIdentity {
  /** The file of the private key in a data folder: PKCS #8 in base64. */
  public static final String KEY_FILE_NAME = "node.key";

  /** The file of the certificate in a data folder: DER in base64. */
  public static final String CERTIFICATE_FILE_NAME = "node.crt";

  private static final String OPEN_NETWORK_NAME = "mcc-open";
  private static final int RANDOM_LABEL_LENGTH = 6;
  private static final String RANDOM_LABEL_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  /** What comes before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, section 7). */
  private static final byte[] KEY_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final Signatures signatures;
  private final KeyAgreement agreement;
  private final Digest digest;
  private final RandomSource random;
  private final EpochClock clock;
  private final Certificates certificates;
  private final byte[] networkId;
  private String clockDoubt;

  public NodeIdentity(
      Signatures signatures,
      KeyAgreement agreement,
      Digest digest,
      RandomSource random,
      EpochClock clock) {
    this.signatures = signatures;
    this.agreement = agreement;
    this.digest = digest;
    this.random = random;
    this.clock = clock;
    certificates = new Certificates(signatures);
    networkId = openNetworkId(digest);
  }

  /** The id of the network that has no authority, 16 bytes: BLAKE2b-128 of a fixed text. */
  public static byte[] openNetworkId(Digest digest) {
    byte[] name = OPEN_NETWORK_NAME.getBytes(StandardCharsets.US_ASCII);
    UnsafeBuffer content = direct(name.length);
    UnsafeBuffer hash = direct(LocalIdentity.NETWORK_ID_LENGTH);
    content.putBytes(0, name);
    digest.hash(content, 0, name.length, hash, 0, LocalIdentity.NETWORK_ID_LENGTH);
    byte[] networkId = new byte[LocalIdentity.NETWORK_ID_LENGTH];
    hash.getBytes(0, networkId);
    return networkId;
  }

  /**
   * The identity kept in a data folder, made at the first start.
   *
   * @param label for the first start, in any spelling; null for a random one; ignored later
   * @throws IdentityException where a file can't be used
   * @throws IllegalArgumentException where the label has no normal form
   */
  public LocalIdentity loadOrCreate(Path folder, String label) {
    IdentityFile keyFile = keyFile(folder.resolve(KEY_FILE_NAME));
    IdentityFile certificateFile = certificateFile(folder.resolve(CERTIFICATE_FILE_NAME));
    if (!keyFile.exists() && certificateFile.exists()) {
      throw new IdentityException(
          certificateFile.path() + " has no key beside it: put node.key back, or remove it too");
    }
    String firstLabel = label == null ? randomLabel() : Label.normalize(label);
    byte[] seed = keyFile.exists() ? readSeed(keyFile) : createSeed(keyFile);
    try {
      if (!certificateFile.exists()) {
        createCertificate(certificateFile, seed, firstLabel);
      } else {
        renewIfUntimely(certificateFile, seed);
      }
      return load(certificateFile, seed);
    } finally {
      IdentityFile.wipe(seed);
    }
  }

  /** What is wrong with the clock, as far as the identity shows it, in a sentence; or null. */
  public String clockDoubt() {
    return clockDoubt;
  }

  /**
   * A certificate that doesn't hold now was made, or is looked at, while the clock is wrong. It is
   * this node's own word, so that another one for the same key and label says as much.
   */
  private void renewIfUntimely(IdentityFile file, byte[] seed) {
    byte[] path = file.read();
    CertificateRefusal refusal = certificates.verify(path, networkId, clock.time()).refusal();
    CertificateVerdict undated = certificates.verifyUndated(path, networkId);
    boolean isUntimely =
        refusal == CertificateRefusal.NOT_YET_VALID || refusal == CertificateRefusal.EXPIRED;
    if (isUntimely && undated.isAccepted() && isOf(seed, undated.certificate())) {
      createCertificate(file, seed, undated.certificate().label());
      clockDoubt =
          "by it this node's certificate "
              + refusal.sentence()
              + ", so that another one was made for the same key";
    }
  }

  private boolean isOf(byte[] seed, VerifiedCertificate certificate) {
    UnsafeBuffer seedCopy = direct(Signatures.SEED_LENGTH);
    UnsafeBuffer secretKey = direct(Signatures.SECRET_KEY_LENGTH);
    try {
      seedCopy.putBytes(0, seed);
      signatures.expandSeed(seedCopy, 0, secretKey, 0);
      byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
      secretKey.getBytes(Signatures.SEED_LENGTH, publicKey);
      return Arrays.equals(publicKey, certificate.publicKey());
    } finally {
      seedCopy.setMemory(0, seedCopy.capacity(), (byte) 0);
      secretKey.setMemory(0, secretKey.capacity(), (byte) 0);
    }
  }

  /**
   * The identity in two files that the user names.
   *
   * @throws IdentityException where a file can't be used
   */
  public LocalIdentity load(Path certificateFile, Path keyFile) {
    byte[] seed = readSeed(keyFile(keyFile));
    try {
      return load(certificateFile(certificateFile), seed);
    } finally {
      IdentityFile.wipe(seed);
    }
  }

  private LocalIdentity load(IdentityFile file, byte[] seed) {
    byte[] path = file.read();
    CertificateVerdict verdict = certificates.verify(path, networkId, clock.time());
    if (!verdict.isAccepted()) {
      throw new IdentityException(
          "the certificate in " + file.path() + " " + verdict.refusal().sentence());
    }
    VerifiedCertificate certificate = verdict.certificate();
    LocalIdentity identity =
        new LocalIdentity(
            networkId,
            seed,
            certificate.idSalt(),
            certificate.label(),
            path,
            certificate.notAfterMs(),
            signatures,
            agreement,
            digest);
    requireKey(identity, certificate, file);
    return identity;
  }

  private static void requireKey(
      LocalIdentity identity, VerifiedCertificate certificate, IdentityFile file) {
    byte[] publicKey = new byte[Signatures.PUBLIC_KEY_LENGTH];
    identity.publicKey().getBytes(0, publicKey);
    if (!Arrays.equals(publicKey, certificate.publicKey())) {
      identity.close();
      throw new IdentityException(
          "the certificate in " + file.path() + " belongs to another private key");
    }
  }

  private byte[] readSeed(IdentityFile file) {
    if (!file.exists()) {
      throw new IdentityException("there is no private key at " + file.path());
    }
    file.requireOwnerOnly();
    byte[] encoded = file.read();
    try {
      int prefixLength = KEY_PREFIX.length;
      if (encoded.length != prefixLength + Signatures.SEED_LENGTH
          || !Arrays.equals(encoded, 0, prefixLength, KEY_PREFIX, 0, prefixLength)) {
        throw new IdentityException(file.path() + " holds no Ed25519 private key in PKCS #8");
      }
      return Arrays.copyOfRange(encoded, prefixLength, encoded.length);
    } finally {
      IdentityFile.wipe(encoded);
    }
  }

  private byte[] createSeed(IdentityFile file) {
    byte[] encoded = Arrays.copyOf(KEY_PREFIX, KEY_PREFIX.length + Signatures.SEED_LENGTH);
    random.nextBytes(new UnsafeBuffer(encoded), KEY_PREFIX.length, Signatures.SEED_LENGTH);
    try {
      file.write(encoded);
      return Arrays.copyOfRange(encoded, KEY_PREFIX.length, encoded.length);
    } finally {
      IdentityFile.wipe(encoded);
    }
  }

  private void createCertificate(IdentityFile file, byte[] seed, String label) {
    UnsafeBuffer seedCopy = direct(Signatures.SEED_LENGTH);
    UnsafeBuffer secretKey = direct(Signatures.SECRET_KEY_LENGTH);
    try {
      seedCopy.putBytes(0, seed);
      signatures.expandSeed(seedCopy, 0, secretKey, 0);
      file.write(certificates.selfSigned(secretKey, networkId, label, random));
    } catch (IOException e) {
      throw new IllegalStateException("a certificate can be encoded", e);
    } finally {
      seedCopy.setMemory(0, seedCopy.capacity(), (byte) 0);
      secretKey.setMemory(0, secretKey.capacity(), (byte) 0);
    }
  }

  private String randomLabel() {
    StringBuilder label = new StringBuilder("node-");
    for (int index = 0; index < RANDOM_LABEL_LENGTH; index++) {
      label.append(RANDOM_LABEL_ALPHABET.charAt(random.nextInt(RANDOM_LABEL_ALPHABET.length())));
    }
    return label.toString();
  }

  private static IdentityFile keyFile(Path path) {
    return new IdentityFile(path, "PRIVATE KEY");
  }

  private static IdentityFile certificateFile(Path path) {
    return new IdentityFile(path, "CERTIFICATE");
  }

  private static UnsafeBuffer direct(int length) {
    return new UnsafeBuffer(ByteBuffer.allocateDirect(length));
  }
}
