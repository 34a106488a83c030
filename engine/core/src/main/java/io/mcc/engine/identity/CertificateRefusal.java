package io.mcc.engine.identity;

/** Why a certificate is not accepted, in the order in which it is asked. */
public enum CertificateRefusal {
  /** The leaf has more than 1,024 bytes. */
  TOO_LONG("is longer than 1,024 bytes"),
  /** The bytes are not DER, or not its only spelling. */
  NOT_DER("is not strict DER"),
  /** Bytes follow the certificate: a path to a root is not accepted here. */
  TRAILING_BYTES("is followed by other bytes"),
  /** The elements are not those of an X.509 certificate, or of one of its extensions. */
  STRUCTURE_INVALID("is not a well-formed X.509 certificate"),
  /** It is not of version 3. */
  VERSION_INVALID("is not of version 3"),
  /** Its serial number is not positive or has more than 20 bytes. */
  SERIAL_INVALID("has a serial number that is not positive or too long"),
  /** Key or signature are not Ed25519 as RFC 8410 says. */
  ALGORITHM_INVALID("is not Ed25519 throughout"),
  /** The subject is not a common name alone. */
  SUBJECT_INVALID("has a subject that is not one common name"),
  /** The common name is not a label in normal form. */
  LABEL_INVALID("has a common name that is not a label in normal form"),
  /** Another one issued it than its subject. */
  NOT_SELF_SIGNED("was issued by another, and no root is trusted here"),
  /** It demands to be understood, and it is not. */
  CRITICAL_EXTENSION_UNKNOWN("has a critical extension that is unknown"),
  /** It says that it may issue certificates. */
  AUTHORITY("is an authority's, not a node's"),
  /** Its key is not meant for signatures of its own. */
  KEY_USAGE_INVALID("has a key usage other than digital signature"),
  /** It has not exactly one alternative name, a URI. */
  ALTERNATIVE_NAME_INVALID("has not exactly one alternative name, a URI"),
  /** Its URI names another network. */
  NETWORK_WRONG("is for another network"),
  /** Its URI does not name the label. */
  NAME_MISMATCH("has a URI that does not name its label"),
  /** Its permissions are missing or malformed. */
  PERMISSIONS_INVALID("has no well-formed permissions"),
  /** Its id salt is missing or not 16 bytes. */
  SALT_INVALID("has no id salt of 16 bytes"),
  /** It is self-signed and chose a salt: that would be choosing its id. */
  SALT_NOT_ZERO("is self-signed with an id salt other than zero"),
  /** It ends before it begins, or an instant is no instant. */
  VALIDITY_INVALID("has an impossible validity"),
  /** Its validity begins more than 10 minutes from now. */
  NOT_YET_VALID("is not yet valid"),
  /** Its validity ended more than 10 minutes ago. */
  EXPIRED("has expired"),
  /** The signature is not the issuer's. */
  SIGNATURE_WRONG("has a wrong signature");

  private final String sentence;

  CertificateRefusal(String sentence) {
    this.sentence = sentence;
  }

  /** The end of a sentence that begins with "the certificate". */
  public String sentence() {
    return sentence;
  }
}
