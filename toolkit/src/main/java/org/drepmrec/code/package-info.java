/** Fingerprints of the code that decides a number, which a stored result must match before it is reused. */
package org.drepmrec.code;
