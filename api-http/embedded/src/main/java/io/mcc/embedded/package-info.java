/** A node in this process, asked by the same interface as one that is reached over HTTP. */
package io.mcc.embedded;
