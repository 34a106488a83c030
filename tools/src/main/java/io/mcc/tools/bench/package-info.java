/** Proofs and measurements with real processes of this very program: {@code mcc bench}. */
package io.mcc.tools.bench;
