/** The experiments of the paper, RQ1 to RQ4 and Figure 1, and its published numbers. */
package org.drepmrec.paper;
