/** The gate in front of the HTTP server: framing, head limits, slow heads, connection count. */
package io.mcc.http.server.wire;
