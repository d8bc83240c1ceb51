/** Rules that split interactions into training, validation and test, and say what they did. */
package org.drepmrec.data.split;
