/**
 * The {@code mcc} command. It is a node where its first argument is a flag ({@code node}), else a
 * client of a running node ({@code verb}).
 */
package io.mcc.tools;
