/** Figures: counted and measured by the loop, read by any thread. */
package io.mcc.engine.counter;
