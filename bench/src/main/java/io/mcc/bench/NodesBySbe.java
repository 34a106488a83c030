package io.mcc.bench;

import io.mcc.bench.sbe.MessageHeaderDecoder;
import io.mcc.bench.sbe.MessageHeaderEncoder;
import io.mcc.bench.sbe.NodesSbeDecoder;
import io.mcc.bench.sbe.NodesSbeEncoder;
import io.mcc.codec.Contact;
import io.mcc.codec.Id;
import io.mcc.codec.Nodes;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The message Nodes by generated SBE flyweights, with the checks that a stranger's bytes need. One
 * owner; reused by {@link NodesCodecBenchmark}.
 */
final class NodesBySbe {
  private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
  private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
  private final NodesSbeEncoder encoder = new NodesSbeEncoder();
  private final NodesSbeDecoder decoder = new NodesSbeDecoder();

  int encode(MutableDirectBuffer buffer, int offset, int requestId, Contact[] contacts) {
    encoder.wrapAndApplyHeader(buffer, offset, headerEncoder);
    encoder.requestId(requestId & 0xFFFF_FFFFL);
    NodesSbeEncoder.ContactsEncoder group = encoder.contactsCount(contacts.length);
    for (Contact contact : contacts) {
      encodeContact(group.next(), contact);
    }
    return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
  }

  private static void encodeContact(NodesSbeEncoder.ContactsEncoder entry, Contact contact) {
    Id id = contact.id;
    entry
        .idWord0(id.word(0))
        .idWord1(id.word(1))
        .idWord2(id.word(2))
        .idWord3(id.word(3))
        .ipv4Address(contact.ipv4.ipv4())
        .ipv4Port(contact.ipv4.port())
        .ipv6High(contact.ipv6.high())
        .ipv6Low(contact.ipv6.low())
        .ipv6Port(contact.ipv6.port());
  }

  /**
   * Reads all contacts.
   *
   * @return how many there are, or -1 when the bytes are malformed
   */
  int decode(DirectBuffer buffer, int offset, int length, Contact[] into) {
    int fixedLength =
        MessageHeaderDecoder.ENCODED_LENGTH
            + NodesSbeDecoder.BLOCK_LENGTH
            + NodesSbeDecoder.ContactsDecoder.HEADER_SIZE;
    if (length < fixedLength) {
      return -1;
    }
    headerDecoder.wrap(buffer, offset);
    if (headerDecoder.templateId() != NodesSbeDecoder.TEMPLATE_ID
        || headerDecoder.blockLength() != NodesSbeDecoder.BLOCK_LENGTH) {
      return -1;
    }
    decoder.wrapAndApplyHeader(buffer, offset, headerDecoder);
    NodesSbeDecoder.ContactsDecoder group = decoder.contacts();
    int count = group.count();
    int entryLength = NodesSbeDecoder.ContactsDecoder.sbeBlockLength();
    if (count > Nodes.COUNT_MAX || fixedLength + count * entryLength > length) {
      return -1;
    }
    for (int index = 0; index < count; index++) {
      if (!decodeContact(group.next(), into[index])) {
        return -1;
      }
    }
    return count;
  }

  private static boolean decodeContact(NodesSbeDecoder.ContactsDecoder entry, Contact into) {
    into.id.set(entry.idWord0(), entry.idWord1(), entry.idWord2(), entry.idWord3());
    into.ipv4.setIpv4(entry.ipv4Address(), entry.ipv4Port());
    into.ipv6.set(entry.ipv6High(), entry.ipv6Low(), entry.ipv6Port());
    return (into.ipv4.isSet() || into.ipv6.isSet())
        && (!into.ipv4.isSet() || into.ipv4.isContactable())
        && (!into.ipv6.isSet() || into.ipv6.isContactable() && !into.ipv6.isIpv4());
  }
}
