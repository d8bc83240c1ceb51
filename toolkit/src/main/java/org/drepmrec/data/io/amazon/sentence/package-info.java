/** Text features by a sentence transformer, the one part of the raw data's conversion that needs an engine. */
package org.drepmrec.data.io.amazon.sentence;
