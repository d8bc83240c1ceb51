/** DRepMRec (arXiv 2404.11119, first version) and its DREAM form (second version). */
package org.drepmrec.model.drepmrec;
