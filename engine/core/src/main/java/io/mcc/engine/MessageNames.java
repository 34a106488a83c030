package io.mcc.engine;

import io.mcc.codec.Close;
import io.mcc.codec.DialBack;
import io.mcc.codec.FindNode;
import io.mcc.codec.FrameHeader;
import io.mcc.codec.HandshakeDatagram;
import io.mcc.codec.Nodes;
import io.mcc.codec.PathChallenge;
import io.mcc.codec.PathResponse;
import io.mcc.codec.Ping;
import io.mcc.codec.Pong;
import io.mcc.codec.RecordAck;
import io.mcc.codec.RecordData;
import io.mcc.codec.RecordFound;
import io.mcc.codec.RecordGet;
import io.mcc.codec.RecordMissing;
import io.mcc.codec.RecordOffer;
import io.mcc.codec.RecordPut;
import io.mcc.codec.RecordRange;
import io.mcc.codec.RecordWant;
import io.mcc.codec.Refused;
import io.mcc.codec.RekeyAnswer;
import io.mcc.codec.RekeyFinish;
import io.mcc.codec.RekeyHello;

/** What messages are called in PROTOCOL.md, for people. Pure. */
final class MessageNames {
  private MessageNames() {}

  /** Of a frame. */
  static String frame(int type) {
    return switch (type) {
      case FrameHeader.PADDING -> "Padding";
      case Close.TYPE -> "Close";
      case RekeyHello.TYPE -> "RekeyHello";
      case RekeyAnswer.TYPE -> "RekeyAnswer";
      case RekeyFinish.TYPE -> "RekeyFinish";
      case PathChallenge.TYPE -> "PathChallenge";
      case PathResponse.TYPE -> "PathResponse";
      case DialBack.TYPE -> "DialBack";
      case Ping.TYPE -> "Ping";
      case FindNode.TYPE -> "FindNode";
      case RecordPut.TYPE -> "RecordPut";
      case RecordGet.TYPE -> "RecordGet";
      case RecordRange.TYPE -> "RecordRange";
      case RecordOffer.TYPE -> "RecordOffer";
      case Pong.TYPE -> "Pong";
      case Nodes.TYPE -> "Nodes";
      case RecordAck.TYPE -> "RecordAck";
      case RecordFound.TYPE -> "RecordFound";
      case RecordMissing.TYPE -> "RecordMissing";
      case RecordData.TYPE -> "RecordData";
      case RecordWant.TYPE -> "RecordWant";
      case Refused.TYPE -> "Refused";
      default -> "0x%02X".formatted(type);
    };
  }

  /** Of a datagram of the handshake. */
  static String handshake(int type) {
    return switch (type) {
      case HandshakeDatagram.HS1 -> "HS1";
      case HandshakeDatagram.HS2 -> "HS2";
      case HandshakeDatagram.HS3 -> "HS3";
      case HandshakeDatagram.RETRY -> "RETRY";
      default -> "handshake " + type;
    };
  }
}
