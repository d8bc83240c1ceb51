/** The models that DRepMRec is compared with, one file each, and what several of them share. */
package org.drepmrec.model.baseline;
