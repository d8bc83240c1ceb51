/** The models that DRepMRec is compared with, one file each. */
package org.drepmrec.model.baseline;
