/** Encrypted sessions: from the first handshake message to the last sealed packet. */
package io.mcc.engine.session;
