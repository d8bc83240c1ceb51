/** The toolkit from a shell. */
package org.drepmrec.cli;
