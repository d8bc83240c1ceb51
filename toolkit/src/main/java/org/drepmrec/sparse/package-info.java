/** Sparse matrices and the few dense kernels that graphs and evaluation need. Uses the JDK only. */
package org.drepmrec.sparse;
