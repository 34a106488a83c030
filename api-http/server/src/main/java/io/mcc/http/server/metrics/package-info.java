/** A node's figures in the words of Prometheus; the one home of its library. */
package io.mcc.http.server.metrics;
