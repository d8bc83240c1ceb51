/** A user's own files (a CSV of interactions, a folder of pictures, columns of texts) to a data set. */
package org.drepmrec.data.io.own;
