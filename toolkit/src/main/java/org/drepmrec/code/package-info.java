/** Which code decides a number, and a fingerprint of it: what a stored result is held against before it is used. */
package org.drepmrec.code;
