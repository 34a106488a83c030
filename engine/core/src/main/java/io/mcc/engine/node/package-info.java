/**
 * The pure root of the engine, read first: inputs come in, datagrams and the next deadline go out.
 */
package io.mcc.engine.node;
