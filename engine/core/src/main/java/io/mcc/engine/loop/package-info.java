/** The only thread of the engine that runs the node, and the only sockets. */
package io.mcc.engine.loop;
