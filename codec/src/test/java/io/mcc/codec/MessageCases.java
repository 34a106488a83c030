package io.mcc.codec;

import io.mcc.codec.MessageCase.Reader;
import io.mcc.codec.MessageCase.Writer;
import io.mcc.codec.MessageCase.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Every message of the sealed wire that is plain fields; those with records are beside. */
final class MessageCases {
  private MessageCases() {}

  static List<MessageCase> all() {
    List<MessageCase> cases = new ArrayList<>();
    cases.add(new MessageCase("Close", Close.TYPE, CLOSE_WRITER, CloseReader::new));
    cases.add(numbered("Ping", Ping.TYPE, PING_WRITER, Ping::new, MessageCases::ping));
    cases.add(numbered("Pong", Pong.TYPE, PONG_WRITER, Pong::new, MessageCases::pong));
    cases.add(
        numbered("FindNode", FindNode.TYPE, FIND_WRITER, FindNode::new, MessageCases::findNode));
    cases.add(numbered("Nodes", Nodes.TYPE, NODES_WRITER, Nodes::new, MessageCases::nodes));
    cases.add(
        numbered("Refused", Refused.TYPE, REFUSED_WRITER, Refused::new, MessageCases::refused));
    cases.add(new MessageCase("DialBack", DialBack.TYPE, DIAL_BACK_WRITER, DialBackReader::new));
    cases.addAll(SessionMessageCases.all());
    cases.addAll(RecordMessageCases.all());
    return cases;
  }

  static <M extends NumberedMessage<M>> MessageCase numbered(
      String name,
      int type,
      Writer writer,
      Supplier<M> constructor,
      Function<M, String> description) {
    return new MessageCase(
        name, type, writer, () -> new NumberedReader<>(constructor.get(), description));
  }

  private record NumberedReader<M extends NumberedMessage<M>>(
      M message, Function<M, String> description) implements Reader {
    @Override
    public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
      return message.wrapIfValid(buffer, offset, length);
    }

    @Override
    public String describe() {
      return description.apply(message);
    }

    @Override
    public int encodedLength() {
      return message.encodedLength();
    }
  }

  private record CloseReader(Close close) implements Reader {
    CloseReader() {
      this(new Close());
    }

    @Override
    public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
      return close.wrapIfValid(buffer, offset, length);
    }

    @Override
    public String describe() {
      return close.code().toString();
    }

    @Override
    public int encodedLength() {
      return close.encodedLength();
    }
  }

  private static final Writer CLOSE_WRITER =
      (random, buffer, offset) -> {
        ErrorCode code = RandomValues.errorCode(random);
        Close close = new Close().wrap(buffer, offset).code(code);
        return new Written(close.encodedLength(), code.toString());
      };

  private record DialBackReader(DialBack dialBack) implements Reader {
    DialBackReader() {
      this(new DialBack());
    }

    @Override
    public boolean wrapIfValid(DirectBuffer buffer, int offset, int length) {
      return dialBack.wrapIfValid(buffer, offset, length);
    }

    @Override
    public String describe() {
      return dialBack.peerId(new Id()) + " " + dialBack.endpoint(new Endpoint());
    }

    @Override
    public int encodedLength() {
      return dialBack.encodedLength();
    }
  }

  private static final Writer DIAL_BACK_WRITER =
      (random, buffer, offset) -> {
        Id peerId = RandomValues.id(random);
        Endpoint endpoint =
            random.nextBoolean() ? RandomValues.ipv4(random) : RandomValues.ipv6(random);
        DialBack dialBack =
            new DialBack().wrap(buffer, offset).putPeerId(peerId).putEndpoint(endpoint);
        return new Written(dialBack.encodedLength(), peerId + " " + endpoint);
      };

  private static final Writer PING_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        Ping ping = new Ping().wrap(buffer, offset).requestId(requestId);
        return new Written(ping.encodedLength(), "" + requestId);
      };

  private static String ping(Ping ping) {
    return "" + ping.requestId();
  }

  private static final Writer PONG_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        long crlNumber = random.nextLong();
        Endpoint observed =
            random.nextBoolean() ? RandomValues.ipv4(random) : RandomValues.ipv6(random);
        Pong pong =
            new Pong()
                .wrap(buffer, offset)
                .requestId(requestId)
                .crlNumber(crlNumber)
                .putObserved(observed);
        return new Written(pong.encodedLength(), requestId + " " + crlNumber + " " + observed);
      };

  private static String pong(Pong pong) {
    return pong.requestId() + " " + pong.crlNumber() + " " + pong.observed(new Endpoint());
  }

  private static final Writer FIND_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        Id target = RandomValues.id(random);
        FindNode findNode =
            new FindNode().wrap(buffer, offset).requestId(requestId).putTarget(target);
        return new Written(findNode.encodedLength(), requestId + " " + target);
      };

  private static String findNode(FindNode findNode) {
    return findNode.requestId() + " " + findNode.target(new Id());
  }

  private static final Writer NODES_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        Nodes nodes = new Nodes().wrap(buffer, offset).requestId(requestId);
        List<Contact> contacts = new ArrayList<>();
        for (int left = RandomValues.length(random, Nodes.COUNT_MAX); left > 0; left--) {
          Contact contact = RandomValues.contact(random);
          nodes.add(contact);
          contacts.add(contact);
        }
        return new Written(
            nodes.encodedLength(), requestId + " " + contacts.size() + " " + contacts);
      };

  private static String nodes(Nodes nodes) {
    List<Contact> contacts = new ArrayList<>();
    Contact contact = new Contact();
    while (nodes.next(contact)) {
      contacts.add(new Contact().set(contact));
    }
    return nodes.requestId() + " " + nodes.count() + " " + contacts;
  }

  private static final Writer REFUSED_WRITER =
      (random, buffer, offset) -> {
        int requestId = random.nextInt();
        ErrorCode code = RandomValues.errorCode(random);
        Refused refused = new Refused().wrap(buffer, offset).requestId(requestId).code(code);
        return new Written(refused.encodedLength(), requestId + " " + code);
      };

  private static String refused(Refused refused) {
    return refused.requestId() + " " + refused.code();
  }

  /** A copy whose bounds are exactly the bytes: a read beyond them throws. */
  static UnsafeBuffer exactly(DirectBuffer source, int offset, int length) {
    byte[] bytes = new byte[length];
    source.getBytes(offset, bytes);
    return new UnsafeBuffer(bytes);
  }
}
