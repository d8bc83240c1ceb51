/** Readers and writers of the field's files. Every size is checked against the real file before memory is taken. */
package org.drepmrec.data.io;
