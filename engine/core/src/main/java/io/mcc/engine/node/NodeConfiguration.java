package io.mcc.engine.node;

import io.mcc.engine.base.AddressRules;
import io.mcc.engine.base.Limits;
import io.mcc.engine.crypto.LocalIdentity;
import io.mcc.engine.session.AddressFamilies;

/**
 * What a node is told at its start and never again. Immutable but for the use counted in the
 * limits.
 *
 * @param families the address families that the node has sockets for
 * @param addresses whom the limits that follow addresses spare
 * @param alpha concurrency of lookups, 1 to 16
 * @param expectsPeers whether bootnodes are configured: then the node has joined only once one
 *     answered
 */
public record NodeConfiguration(
    LocalIdentity identity,
    AddressFamilies families,
    AddressRules addresses,
    int alpha,
    boolean expectsPeers,
    Limits limits) {}
