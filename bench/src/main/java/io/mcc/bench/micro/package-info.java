/**
 * JMH benchmarks of the hot paths, each with its allocations: {@code mvn -pl bench -am -DskipTests
 * -Pjmh verify}.
 */
package io.mcc.bench.micro;
