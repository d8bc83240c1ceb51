/** Multimodal recommenders of 2024 and 2025, one file each: what DRepMRec is compared with by those who ask for them by name. */
package org.drepmrec.model.recent;
