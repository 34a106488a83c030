package io.mcc.engine;

import io.mcc.codec.Endpoint;
import io.mcc.engine.Engine.CertificateView;
import io.mcc.engine.crypto.Digest;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.identity.CertificateSummary;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Puts what doesn't change while a node runs into words for its users. */
final class EngineFacts {
  private EngineFacts() {}

  static Engine.Facts of(
      LocalIdentity identity,
      List<InetSocketAddress> listenAddresses,
      EngineContext.Idle idle,
      Digest digest) {
    return new Engine.Facts(
        identity.nodeId().text(),
        identity.label(),
        HexFormat.of().formatHex(bytes(identity.networkId())),
        listenAddresses.stream().map(EngineFacts::text).toList(),
        idle,
        certificate(identity, digest));
  }

  static String text(InetSocketAddress address) {
    Endpoint endpoint = new Endpoint();
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
    if (bytes.capacity() == Integer.BYTES) {
      endpoint.setIpv4(bytes.getInt(), address.getPort());
    } else {
      endpoint.set(bytes.getLong(), bytes.getLong(), address.getPort());
    }
    return endpoint.text();
  }

  private static CertificateView certificate(LocalIdentity identity, Digest digest) {
    DirectBuffer path = identity.certificatePath();
    CertificateSummary summary = CertificateSummary.of(bytes(path));
    UnsafeBuffer hash = new UnsafeBuffer(ByteBuffer.allocateDirect(Digest.HASH_LENGTH));
    digest.hash(path, 0, path.capacity(), hash, 0, Digest.HASH_LENGTH);
    return new CertificateView(
        summary.subject(),
        summary.issuer(),
        summary.notBefore(),
        summary.notAfter(),
        summary.permissions(),
        HexFormat.of().formatHex(bytes(hash)));
  }

  static byte[] bytes(DirectBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.getBytes(0, bytes);
    return bytes;
  }
}
