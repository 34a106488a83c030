/** What the build does to the program. Nothing of it runs in a node. */
package io.mcc.tools.packaging;
