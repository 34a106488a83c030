package io.mcc.engine.identity;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** The names and extensions that are this network's own in a certificate. Stateless. */
final class CertificateProfile {
  /** Longest leaf in bytes. */
  static final int LEAF_LENGTH_MAX = 1_024;

  static final int ID_SALT_LENGTH = 16;

  /** The arc of the UUID 39442695-89dd-4f89-8a65-a9e40afefabe (ITU-T X.667). */
  private static final String ARC = "2.25.76119854525348720978907243629833550526";

  /** A SEQUENCE OF UTF8String: what the node may do. */
  static final ASN1ObjectIdentifier PERMISSIONS = new ASN1ObjectIdentifier(ARC + ".1");

  /** An OCTET STRING of 16 bytes: what its id is salted with. */
  static final ASN1ObjectIdentifier ID_SALT = new ASN1ObjectIdentifier(ARC + ".2");

  /** Ed25519, whose identifier has no parameters (RFC 8410, section 3). */
  static final AlgorithmIdentifier ED25519 =
      new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);

  private static final int PERMISSION_COUNT_MAX = 32;

  private CertificateProfile() {}

  /** What the URI of every node of a network begins with. */
  static String networkUri(byte[] networkId) {
    return "mcc://" + HexFormat.of().formatHex(networkId) + "/";
  }

  /** The URI of a node; what is not ASCII in its label is percent-encoded (RFC 3986). */
  static String nodeUri(byte[] networkId, String label) {
    StringBuilder uri = new StringBuilder(networkUri(networkId)).append("node/");
    for (byte octet : label.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0) {
        uri.append((char) octet);
      } else {
        uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return uri.toString();
  }

  static ASN1Encodable permissions(List<String> names) {
    return new DERSequence(names.stream().map(DERUTF8String::new).toArray(ASN1Encodable[]::new));
  }

  /** Whether an extension's value is a list of permissions with at least one. */
  static boolean arePermissions(ASN1Encodable value) {
    if (!(value instanceof ASN1Sequence sequence)
        || sequence.size() == 0
        || sequence.size() > PERMISSION_COUNT_MAX) {
      return false;
    }
    for (ASN1Encodable name : sequence) {
      if (!(name instanceof ASN1UTF8String text) || !isPermission(text.getString())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPermission(String name) {
    return name.matches("[a-z]+(\\.[a-z]+)?|service\\.(register|use):[a-z0-9*-]{1,63}");
  }

  /** The salt in an extension's value, or null where it is none. */
  static byte[] idSalt(ASN1Encodable value) {
    if (value instanceof ASN1OctetString octets && octets.getOctetsLength() == ID_SALT_LENGTH) {
      return octets.getOctets();
    }
    return null;
  }
}
