package io.mcc.engine.session;

/**
 * Which address families this node has a socket for.
 *
 * @param hasIpv4 whether it can send to IPv4 addresses
 * @param hasIpv6 whether it can send to IPv6 addresses
 */
public record AddressFamilies(boolean hasIpv4, boolean hasIpv6) {}
