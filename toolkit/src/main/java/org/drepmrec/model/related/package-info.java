/** Models of the literature around DRepMRec that its Table 2 does not train, one file each. They are asked for by name. */
package org.drepmrec.model.related;
