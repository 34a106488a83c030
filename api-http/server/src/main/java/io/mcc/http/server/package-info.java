/**
 * The REST interface on Undertow. {@link io.mcc.http.server.Routes} lists every route; {@link
 * io.mcc.http.server.FrontDoor} is what each request passes first.
 */
package io.mcc.http.server;
