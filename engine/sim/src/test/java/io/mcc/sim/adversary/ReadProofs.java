package io.mcc.sim.adversary;

import static io.mcc.sim.adversary.Stage.FULL;
import static io.mcc.sim.adversary.Stage.SECOND_NS;
import static io.mcc.sim.adversary.Stage.defend;
import static io.mcc.sim.adversary.Stage.require;
import static io.mcc.sim.adversary.Stage.value;

import io.mcc.codec.Contact;
import io.mcc.codec.FindNode;
import io.mcc.codec.Id;
import io.mcc.engine.command.Outcome;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.session.Session;
import java.util.ArrayList;
import java.util.List;

/** What a reader gets where some of those who are asked lie. */
final class ReadProofs {
  private static final long SEED = 24;
  private static final String NAME = "name";
  private static final String OLD = "old";
  private static final String NEW = "new";

  private ReadProofs() {}

  /** One member in five colludes: names friends only, denies records, shows old ones. */
  public static final class Colluders implements Runnable {
    private static final int HONEST = FULL ? 800 : 32;
    private static final int LIARS = HONEST / 4;
    private static final int NAMES = FULL ? 100 : 8;
    private static final int READERS = 5;

    private final Stage stage = Stage.open(SEED, HONEST);
    private int readCount;
    private int rightCount;
    private int belowCount;

    @Override
    public void run() {
      joinTogether();
      for (int number = 0; number < NAMES; number++) {
        read(stage.random.nextInt(HONEST), "name-" + number);
      }
      System.out.printf(
          "Colluders: seed %d, %d honest, %d liars, %.0f %% of all contacts; %d of %d reads right,"
              + " %d below what the reader had seen%n",
          SEED, HONEST, LIARS, 100 * liarShare(), rightCount, readCount, belowCount);
      defend(belowCount == 0, belowCount + " reads yielded less than the one before");
      defend(
          100 * rightCount >= 99 * readCount,
          "only " + rightCount + " of " + readCount + " reads were right");
    }

    /** They come one after the other, so that liars get into tables as others do. */
    private void joinTogether() {
      stage.swarm.start(0);
      for (int node = 1; node < HONEST; node++) {
        stage.run(SECOND_NS / 10);
        stage.swarm.start(node, stage.random.nextInt(node));
        if (node % 4 == 3) {
          Id own = stage.swarm.id(stage.random.nextInt(node));
          stage.adversaries.join(AdversaryPlan.of(AdversaryKind.COLLUDING_LIARS, 1, own));
        }
      }
      stage.run(60 * SECOND_NS);
      require(liarShare() > 0.1, "liars are " + liarShare() + " of all contacts");
    }

    private double liarShare() {
      long all = 0;
      long liars = 0;
      for (int node = 0; node < HONEST; node++) {
        List<Outcome.PeerView> table = stage.table(node);
        all += table.size();
        liars += table.stream().filter(p -> stage.swarm.isGuest(p.id(), p.address())).count();
      }
      return (double) liars / all;
    }

    private void read(int owner, String name) {
      Id id = stage.swarm.id(owner);
      stage.put(owner, name, OLD);
      int early = stage.random.nextInt(HONEST);
      String before = value(stage.get(early, id, name));
      stage.put(owner, name, NEW);
      String after = value(stage.get(early, id, name));
      belowCount += before.equals(NEW) && after.equals(OLD) ? 1 : 0;
      for (int i = 0; i < READERS; i++) {
        int reader = stage.random.nextInt(HONEST);
        readCount++;
        rightCount += value(stage.get(reader, id, name)).equals(NEW) ? 1 : 0;
      }
    }
  }

  /** All who are left around a name show what a reader knows to be replaced. */
  public static final class Downgrade implements Runnable {
    private static final int HONEST = 14;
    private static final int LIARS = 8;
    private static final int OWNER = 1;

    private final Stage stage = Stage.open(SEED, HONEST);
    private final Hoard hoard = new Hoard();
    private final Ring ring = new Ring();

    @Override
    public void run() {
      stage.join();
      Id owner = stage.swarm.id(OWNER);
      Id key = Id.parse(stage.put(OWNER, NAME, OLD).key());
      hoard.keep(stage.held(OWNER, key));
      stage.put(OWNER, NAME, NEW);
      hoard.keep(stage.held(OWNER, key));
      List<Integer> others = othersThanHolders(key);
      int reader = others.get(0);
      require(value(stage.get(reader, owner, NAME)).equals(NEW), "the reader doesn't get the new");
      joinLiars(key);
      for (int holder : stage.holders(key)) {
        if (holder != reader) {
          stage.swarm.crashWithDisk(holder);
        }
      }
      stage.run(30 * SECOND_NS);
      String fresh = value(stage.get(others.get(1), owner, NAME));
      require(fresh.equals(OLD), "who has never read gets " + fresh);
      String read = value(stage.get(reader, owner, NAME));
      defend(!read.equals(OLD), "the reader got what it knows to be replaced");
    }

    private List<Integer> othersThanHolders(Id key) {
      List<Integer> others = new ArrayList<>();
      for (int node = 0; node < HONEST; node++) {
        if (stage.held(node, key) == null) {
          others.add(node);
        }
      }
      require(others.size() >= 2, "everybody holds the record");
      return others;
    }

    private void joinLiars(Id key) {
      for (int i = 0; i < LIARS; i++) {
        LocalIdentity identity = stage.world.nextNear(key, 6);
        Manners manners = new Colluder(stage.contacts(), ring, hoard);
        HostilePeer liar =
            new HostilePeer(stage.world, stage.world.nextEndpoint(), identity, manners);
        ring.add(liar.contact());
      }
      stage.run(5 * SECOND_NS);
    }
  }

  /** One member in five names the right nodes at addresses where they aren't. */
  public static final class Displaced implements Runnable {
    private static final int HONEST = FULL ? 400 : 90;
    private static final int NAMES = FULL ? 100 : 8;
    private static final int READERS = 5;

    private final Stage stage = Stage.open(SEED, HONEST);

    /** Names those who are the closest indeed, but elsewhere. */
    private static final class Displacer extends Introducing {
      Displacer(List<Contact> contacts) {
        super(contacts);
      }

      @Override
      protected void onFindNode(HostilePeer self, Session session, FindNode request) {
        List<Contact> named = new ArrayList<>();
        for (int node : self.world().nodesByDistance(request.target(new Id())).subList(0, 16)) {
          Contact contact = new Contact();
          contact.id.set(self.world().swarm().id(node));
          contact.ipv4.set(self.world().deadEndpoint());
          named.add(contact);
        }
        self.replies().nodes(session, request.requestId(), named);
      }
    }

    @Override
    public void run() {
      stage.swarm.start(0);
      for (int node = 1; node < HONEST; node++) {
        stage.run(SECOND_NS / 10);
        stage.swarm.start(node, stage.random.nextInt(node));
        if (node % 2 == 1) {
          stage.peer(new Displacer(stage.contacts().subList(0, node)));
        }
      }
      stage.run(30 * SECOND_NS);
      int rightCount = 0;
      for (int number = 0; number < NAMES; number++) {
        int owner = stage.random.nextInt(HONEST);
        stage.put(owner, "name-" + number, NEW);
        for (int i = 0; i < READERS; i++) {
          int reader = stage.random.nextInt(HONEST);
          String read = value(stage.get(reader, stage.swarm.id(owner), "name-" + number));
          rightCount += read.equals(NEW) ? 1 : 0;
        }
      }
      int readCount = NAMES * READERS;
      System.out.printf(
          "Displaced: seed %d, %d honest, %d name them elsewhere: %d of %d reads right%n",
          SEED, HONEST, HONEST / 2, rightCount, readCount);
      defend(
          100 * rightCount >= 99 * readCount,
          "only " + rightCount + " of " + readCount + " reads were right");
    }
  }
}
