/** Files: atomic writes, {@code .npy} arrays, lines of text, hashes, and the exception for input that cannot be used. */
package org.drepmrec.io;
