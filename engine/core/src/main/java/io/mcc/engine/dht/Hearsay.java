package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.engine.session.AddressFamilies;
import java.util.Arrays;

/**
 * Where the peers of a lookup are said to be, so that a lie about an address doesn't hide a peer.
 * The address that most have named is kept (the majority vote of Boyer and Moore, 1991: one
 * candidate, one count), and it is known whether it is the one where the peer was asked last.
 * Addresses that we have verified ourselves aren't put to the vote. Owned by the loop.
 */
final class Hearsay {
  private static final byte VERIFIED = Byte.MAX_VALUE;

  private final ContactArray contacts;
  private final AddressFamilies families;
  private final Contact known = new Contact();
  private byte[] votes = new byte[0];
  private long[] askedKeys = new long[0];

  Hearsay(ContactArray contacts, AddressFamilies families) {
    this.contacts = contacts;
    this.families = families;
  }

  void grow(int capacity) {
    votes = Arrays.copyOf(votes, capacity);
    askedKeys = Arrays.copyOf(askedKeys, capacity);
  }

  /** A peer has been named for the first time. */
  void begin(int entry, boolean isVerified) {
    votes[entry] = isVerified ? VERIFIED : 1;
    askedKeys[entry] = 0;
  }

  /**
   * A peer has been named once more.
   *
   * @param isDoubted whether what is known so far has proven wrong, or is from somebody unreliable
   * @return whether the peer counts as being where this contact says from now on
   */
  boolean hear(int entry, Contact contact, boolean isVerified, boolean isDoubted) {
    boolean isSame = contacts.contact(entry, known).equals(contact);
    if (isVerified) {
      votes[entry] = VERIFIED;
    } else if (votes[entry] == VERIFIED) {
      return false;
    } else if (isSame) {
      votes[entry] = (byte) Math.min(VERIFIED - 1, votes[entry] + 1);
    } else if (--votes[entry] > 0 && !isDoubted) {
      return false;
    } else {
      votes[entry] = 1;
    }
    contacts.put(entry, contact);
    return !isSame;
  }

  /** A peer is being asked where it counts as being now. */
  void onAsked(int entry) {
    askedKeys[entry] = key(entry);
  }

  /** Whether a peer counts as being elsewhere than where it was asked last. */
  boolean hasMoved(int entry) {
    return askedKeys[entry] != key(entry);
  }

  private long key(int entry) {
    return families.dialledKey(contacts.contact(entry, known));
  }
}
