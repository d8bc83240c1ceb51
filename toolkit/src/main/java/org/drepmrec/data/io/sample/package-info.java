/** The sample shop: a small generated multimodal data set with readable titles and drawn pictures. */
package org.drepmrec.data.io.sample;
