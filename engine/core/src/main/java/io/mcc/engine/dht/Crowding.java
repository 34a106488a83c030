package io.mcc.engine.dht;

import io.mcc.codec.Contact;
import io.mcc.engine.base.AddressRules;

/**
 * Keeps one network from filling what a lookup finds: three peers of an address prefix count among
 * the closest, as in one answer. The surplus is asked where too few others answer, and comes last.
 * Else whoever has many members in one prefix would crowd all others out, a few of them named by
 * each who is asked. Owned by the loop; a part of {@link Shortlist}.
 */
final class Crowding {
  private final Shortlist shortlist;
  private final Referrals referrals;
  private final PrefixTally tally;
  private final Contact scratch = new Contact();

  Crowding(Shortlist shortlist, Referrals referrals, AddressRules addresses) {
    this.shortlist = shortlist;
    this.referrals = referrals;
    tally = new PrefixTally(addresses);
  }

  /** Begins to go through the peers, the closest first. */
  void begin() {
    tally.begin();
  }

  /**
   * Whether a peer has to give way to three closer ones of its prefix. Only those count that are
   * asked, are to be, or have answered: whoever invents peers in a prefix takes nobody's place.
   */
  boolean isSurplus(int entry) {
    PeerStage stage = shortlist.stage(entry);
    boolean counts =
        stage == PeerStage.ASKED
            || stage == PeerStage.ANSWERED
            || stage == PeerStage.WAITING && referrals.isWorthwhile(entry);
    return referrals.isStrict() && counts && isOver(entry);
  }

  private boolean isOver(int entry) {
    return !tally.take(shortlist.contact(entry, scratch));
  }

  /** The peer at this rank among those that answered: the closest first, and the surplus last. */
  void answered(int rank, Contact into) {
    int left = rank;
    for (int round = 0; round < 2; round++) {
      begin();
      for (int i = 0; i < shortlist.count(); i++) {
        int entry = shortlist.entry(i);
        if (shortlist.stage(entry) == PeerStage.ANSWERED
            && isOver(entry) == (round == 1)
            && left-- == 0) {
          shortlist.contact(entry, into);
          return;
        }
      }
    }
    throw new IndexOutOfBoundsException(rank);
  }

  /** Whether somebody kept silent, or wasn't asked for that, who is closer than so many others. */
  boolean isAnySilent(int closestCount) {
    int answered = 0;
    for (int i = 0; i < shortlist.count() && answered < closestCount; i++) {
      PeerStage stage = shortlist.stage(shortlist.entry(i));
      if (stage.isSilent() || referrals.isQuiet(shortlist.entry(i))) {
        return true;
      }
      answered += stage == PeerStage.ANSWERED ? 1 : 0;
    }
    return false;
  }
}
