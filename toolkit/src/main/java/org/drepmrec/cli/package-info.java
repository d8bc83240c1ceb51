/** The command line. */
package org.drepmrec.cli;
