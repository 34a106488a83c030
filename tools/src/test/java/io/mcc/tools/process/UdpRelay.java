package io.mcc.tools.process;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a node and those who take the relay's address for the node's, and keeps a copy of
 * every datagram either way. Each client gets a socket of its own towards the node. Any thread.
 */
public final class UdpRelay implements AutoCloseable {
  private static final int LENGTH_MAX = 65_535;

  /** A datagram as it was on the wire; {@code fromNode} tells the way it went. */
  public record Datagram(boolean fromNode, byte[] bytes) {}

  private final SocketAddress node;
  private final DatagramSocket front;
  private final Map<SocketAddress, DatagramSocket> backs = new ConcurrentHashMap<>();
  private final List<Datagram> recorded = new CopyOnWriteArrayList<>();

  /**
   * @param nodeAddress a loopback address as {@code host:port}
   */
  public UdpRelay(String nodeAddress) throws IOException {
    int colon = nodeAddress.lastIndexOf(':');
    InetAddress loopback = InetAddress.getByName(nodeAddress.substring(0, colon));
    node = new InetSocketAddress(loopback, Integer.parseInt(nodeAddress.substring(colon + 1)));
    front = new DatagramSocket(0, loopback);
    start("relay-front", this::relayToNode);
  }

  private static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What clients take for the node's address. */
  public String address() {
    return front.getLocalAddress().getHostAddress() + ":" + front.getLocalPort();
  }

  /** Everything so far, in the order of arrival for each way. */
  public List<Datagram> recorded() {
    return recorded;
  }

  /** Sends datagrams once more, each the way it went, from the address it came from. */
  public void repeat(List<Datagram> datagrams) throws IOException {
    Map.Entry<SocketAddress, DatagramSocket> client = backs.entrySet().iterator().next();
    for (Datagram datagram : datagrams) {
      DatagramSocket socket = datagram.fromNode ? front : client.getValue();
      SocketAddress target = datagram.fromNode ? client.getKey() : node;
      socket.send(new DatagramPacket(datagram.bytes, datagram.bytes.length, target));
    }
  }

  private void relayToNode() {
    relay(
        front,
        packet -> {
          record(false, packet);
          back(packet.getSocketAddress())
              .send(new DatagramPacket(packet.getData(), packet.getLength(), node));
        });
  }

  private DatagramSocket back(SocketAddress client) throws IOException {
    DatagramSocket known = backs.get(client);
    if (known != null) {
      return known;
    }
    DatagramSocket back = new DatagramSocket(0, front.getLocalAddress());
    backs.put(client, back);
    start("relay-back", () -> relayToClient(back, client));
    return back;
  }

  private void relayToClient(DatagramSocket back, SocketAddress client) {
    relay(
        back,
        packet -> {
          record(true, packet);
          front.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
        });
  }

  private void record(boolean fromNode, DatagramPacket packet) {
    recorded.add(new Datagram(fromNode, Arrays.copyOf(packet.getData(), packet.getLength())));
  }

  private interface Step {
    void take(DatagramPacket packet) throws IOException;
  }

  /** Until the sockets are closed. A datagram that can't be sent is lost, as on any network. */
  private void relay(DatagramSocket socket, Step step) {
    byte[] buffer = new byte[LENGTH_MAX];
    while (!front.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        step.take(packet);
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    front.close();
    backs.values().forEach(DatagramSocket::close);
  }
}
