/**
 * A page to look at the items of a trained model: a map, neighbors side by side, search, a table of what is selected. The page needs
 * nothing but a browser; its script, style and frame are resources of this package, its data is embedded.
 */
package org.drepmrec.explore;
