/** Sockets by the calls of POSIX themselves, for what the JDK's sockets don't tell. */
package io.mcc.engine.loop.posix;
