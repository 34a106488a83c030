/** {@code mcc top}: a node's figures, live in a terminal. */
package io.mcc.tools.top;
