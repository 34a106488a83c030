/** Profiles of the running process, taken by the JVM's own means and kept in a folder. */
package io.mcc.tools.profile;
