/** Visual features by neural networks that a user has as ONNX or TorchScript files, the one part of pictures that needs an engine. */
package org.drepmrec.data.io.picture.encoder;
