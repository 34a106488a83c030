package io.mcc.http.server.wire;

/**
 * What a connection may cost.
 *
 * @param connectionCountMax connections open at once
 * @param headLengthMax bytes of request line and headers
 * @param headerCountMax header lines of a request
 * @param requestTimeoutMillis from a head's first byte to its last
 */
public record WireLimits(
    int connectionCountMax, int headLengthMax, int headerCountMax, long requestTimeoutMillis) {}
