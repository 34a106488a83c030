/**
 * The distributed hash table: Kademlia (Maymounkov and Mazières, 2002) with verified contacts,
 * diversity of addresses and bounded lookups. Pure; owned by the loop.
 */
package io.mcc.engine.dht;
