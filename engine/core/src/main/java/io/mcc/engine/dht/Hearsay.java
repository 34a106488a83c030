package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.engine.session.AddressFamilies;
import java.util.Arrays;

/**
 * Where the peers of a lookup are said to be, so that a lie about an address doesn't hide a peer.
 * The address that most have named is kept (the majority vote of Boyer and Moore, 1991: one
 * candidate, one count), and it is known whether it is the one where the peer was asked last. An
 * address that we have verified ourselves isn't put to the vote; but where the peer keeps silent
 * there, a NAT may have moved it, and then counts what others say. Owned by the loop.
 */
final class Hearsay {
  private static final byte VERIFIED = Byte.MAX_VALUE;

  private final ContactArray contacts;
  private final AddressFamilies families;
  private final Contact known = new Contact();
  private byte[] votes = new byte[0];
  private long[] askedKeys = new long[0];

  /** Where verified peers are said to be instead; without memory as long as nobody says so. */
  private final ContactArray elsewhere = new ContactArray();

  private byte[] elsewhereVotes = new byte[0];

  /** Whether a peer kept silent at the address that we have verified. */
  private boolean[] isOverruled = new boolean[0];

  Hearsay(ContactArray contacts, AddressFamilies families) {
    this.contacts = contacts;
    this.families = families;
  }

  void grow(int capacity) {
    votes = Arrays.copyOf(votes, capacity);
    askedKeys = Arrays.copyOf(askedKeys, capacity);
    isOverruled = Arrays.copyOf(isOverruled, capacity);
  }

  /** A peer has been named for the first time. */
  void begin(int entry, boolean isVerified) {
    votes[entry] = isVerified ? VERIFIED : 1;
    askedKeys[entry] = 0;
    isOverruled[entry] = false;
    if (entry < elsewhereVotes.length) {
      elsewhereVotes[entry] = 0;
    }
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
      if (isOverruled[entry]) {
        return false;
      }
      votes[entry] = VERIFIED;
    } else if (isVerified(entry)) {
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

  /** Whether a peer counts as being where we have verified it ourselves. */
  boolean isVerified(int entry) {
    return votes[entry] == VERIFIED;
  }

  /** Somebody says where a verified peer is: most must say so before it counts as elsewhere. */
  void hearOfVerified(int entry, Contact contact) {
    boolean isThere = families.dialledKey(contact) == key(entry);
    if (entry >= elsewhereVotes.length) {
      if (isThere) {
        return;
      }
      elsewhere.grow(votes.length);
      elsewhereVotes = Arrays.copyOf(elsewhereVotes, votes.length);
    }
    boolean isNew = elsewhereVotes[entry] == 0 && !isThere;
    if (isNew) {
      elsewhere.put(entry, contact);
    }
    if (isNew || elsewhere.contact(entry, known).equals(contact)) {
      elsewhereVotes[entry] = (byte) Math.min(VERIFIED - 1, elsewhereVotes[entry] + 1);
    } else {
      elsewhereVotes[entry] = (byte) Math.max(0, elsewhereVotes[entry] - 1);
    }
  }

  /**
   * A peer keeps silent: an address that we have verified gives way to what others say.
   *
   * @return whether it does
   */
  boolean overrule(int entry) {
    boolean isContested =
        isVerified(entry) && entry < elsewhereVotes.length && elsewhereVotes[entry] > 0;
    if (isContested) {
      isOverruled[entry] = true;
      votes[entry] = elsewhereVotes[entry];
      contacts.put(entry, elsewhere.contact(entry, known));
    }
    return isContested;
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
