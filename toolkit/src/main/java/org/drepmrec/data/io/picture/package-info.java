/** Pictures: features from pixels alone, and files. */
package org.drepmrec.data.io.picture;
