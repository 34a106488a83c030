/** {@code mcc sim}: scenarios from YAML, the run's progress on a terminal, and its report. */
package io.mcc.tools.sim;
