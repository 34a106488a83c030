package io.mcc.engine.dht;

/** Whether strangers reach this node, and how it knows. */
enum ReachState {
  /** Nobody has shown that they do: it calls itself a client. */
  CLIENT,
  /** One did in an earlier life, and peers still see this node at the address of that time. */
  REMEMBERED,
  /** One did in this life. */
  PROVEN
}
