package io.mcc.engine.dht;

/** How far a lookup has come with one peer. */
enum PeerStage {
  /** It is known and hasn't been asked. */
  WAITING,
  /** A request to it is under way. */
  ASKED,
  /** It answered with contacts. */
  ANSWERED,
  /** It couldn't be asked, kept silent or refused. */
  FAILED
}
