/**
 * The ports of {@code io.mcc.engine.crypto} over libsodium. The one home of JNA and of lazysodium,
 * whose jar is used for the native library files in it only.
 */
package io.mcc.engine.crypto.sodium;
