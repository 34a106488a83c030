/**
 * Who this node is, and who others prove to be: keys, certificates, and the files they lie in. The
 * one home of Bouncy Castle, whose classes read and write certificates here and compute nothing.
 */
package io.mcc.engine.identity;
