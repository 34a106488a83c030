/**
 * Load for a node under test: peers with real sessions on real sockets, driven by whoever measures,
 * and a bare echo to compare with.
 */
package io.mcc.bench.load;
