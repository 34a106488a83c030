/** Measurements: what a change may not make slower, and the figures that decisions rest on. */
package io.mcc.bench;
