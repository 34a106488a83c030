package io.mcc.engine.identity;

import io.mcc.engine.crypto.DirectMemory;
import io.mcc.engine.crypto.Signatures;
import io.mcc.engine.crypto.sodium.Sodium;
import io.mcc.engine.crypto.sodium.SodiumSignatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;

/** A good self-signed certificate, every part of which a test may spoil before it is signed. */
final class TestCertificate {
  static final byte[] NETWORK_ID = new byte[16];
  static final long NOW_MS = 1_800_000_000_000L;
  static final Signatures SIGNATURES = new SodiumSignatures(Sodium.load());

  ASN1Encodable version = new ASN1Integer(2);
  BigInteger serial = BigInteger.valueOf(77);
  AlgorithmIdentifier outerAlgorithm = CertificateProfile.ED25519;
  AlgorithmIdentifier innerAlgorithm = CertificateProfile.ED25519;
  AlgorithmIdentifier keyAlgorithm = CertificateProfile.ED25519;
  X500Name issuer = new X500Name("CN=kitchen");
  X500Name subject = new X500Name("CN=kitchen");
  ASN1Encodable notBefore = new Time(new Date(NOW_MS - 3_600_000));
  ASN1Encodable notAfter = new Time(new Date(NOW_MS + 86_400_000));
  byte[] publicKey;
  byte[] signature;
  final UnsafeBuffer secretKey = DirectMemory.zeros(Signatures.SECRET_KEY_LENGTH);
  final Map<ASN1ObjectIdentifier, ASN1Encodable> extensions = new LinkedHashMap<>();
  final List<ASN1Encodable> moreExtensions = new ArrayList<>();

  TestCertificate() {
    SIGNATURES.expandSeed(DirectMemory.hex("07".repeat(32)), 0, secretKey, 0);
    publicKey = DirectMemory.bytes(secretKey, 32, 32);
    extension(Extension.basicConstraints, true, new BasicConstraints(false));
    extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    uris("mcc://" + "00".repeat(16) + "/node/kitchen");
    permissions("all");
    salt(new byte[16]);
  }

  TestCertificate extension(
      ASN1ObjectIdentifier identifier, boolean critical, ASN1Encodable value) {
    try {
      extensions.put(
          identifier,
          new Extension(identifier, critical, value.toASN1Primitive().getEncoded("DER")));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestCertificate uris(String... uris) {
    GeneralName[] names = new GeneralName[uris.length];
    for (int index = 0; index < uris.length; index++) {
      names[index] = new GeneralName(GeneralName.uniformResourceIdentifier, uris[index]);
    }
    return extension(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  TestCertificate permissions(String... names) {
    return extension(
        CertificateProfile.PERMISSIONS, false, CertificateProfile.permissions(List.of(names)));
  }

  TestCertificate salt(byte[] salt) {
    return extension(CertificateProfile.ID_SALT, false, new DEROctetString(salt));
  }

  TestCertificate label(String label) {
    X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, new DERUTF8String(label)).build();
    return name(name).uris(CertificateProfile.nodeUri(NETWORK_ID, label));
  }

  TestCertificate name(X500Name name) {
    issuer = name;
    subject = name;
    return this;
  }

  byte[] der() {
    try {
      byte[] signed = new DERSequence(signedParts()).getEncoded("DER");
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(new DERSequence(signedParts()));
      parts.add(outerAlgorithm);
      parts.add(new DERBitString(signature == null ? sign(signed) : signature));
      return new DERSequence(parts).getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ASN1EncodableVector signedParts() {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    if (version != null) {
      parts.add(new DERTaggedObject(true, 0, version));
    }
    parts.add(new ASN1Integer(serial));
    parts.add(innerAlgorithm);
    parts.add(issuer);
    parts.add(sequence(notBefore, notAfter));
    parts.add(subject);
    parts.add(sequence(keyAlgorithm, new DERBitString(publicKey)));
    ASN1EncodableVector all = new ASN1EncodableVector();
    extensions.values().forEach(all::add);
    moreExtensions.forEach(all::add);
    if (all.size() > 0) {
      parts.add(new DERTaggedObject(true, 3, new DERSequence(all)));
    }
    return parts;
  }

  private static DERSequence sequence(ASN1Encodable... parts) {
    return new DERSequence(parts);
  }

  byte[] sign(byte[] message) {
    UnsafeBuffer target = DirectMemory.zeros(Signatures.SIGNATURE_LENGTH);
    SIGNATURES.sign(secretKey, 0, DirectMemory.copyOf(message), 0, message.length, target, 0);
    return DirectMemory.bytes(target, 0, target.capacity());
  }
}
