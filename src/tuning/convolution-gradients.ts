import * as tf from "@tensorflow/tfjs-core";
import type { Convolution } from "../backbone/architecture";
import { RELU6_GRADIENT } from "../kernels/register";

/** Padding and stride as in the backbone: see `convolve`. */
const PAD = "same";

/**
 * The gradient of a loss with respect to the kernel of a pointwise convolution: xᵀ · dy over all pixels.
 * @param x [n, h, w, in]
 * @param dy [n, h, w, out], the gradient with respect to the convolution's output
 * @returns [1, 1, in, out]; the caller disposes of it
 */
export function kernelGradient(x: tf.Tensor4D, dy: tf.Tensor4D): tf.Tensor4D {
  const filterShape: [number, number, number, number] = [1, 1, x.shape[3], dy.shape[3]];
  const attrs = { strides: 1, pad: PAD, dataFormat: "NHWC", dimRoundingMode: undefined, filterShape };
  return tf.engine().runKernel("Conv2DBackpropFilter", { x, dy }, attrs as unknown as tf.NamedAttrMap);
}

/**
 * The gradient with respect to the input of a pointwise convolution: dy · kernelᵀ, itself a pointwise convolution.
 * @param dy [n, h, w, out]
 * @param transposed [1, 1, out, in]
 * @param zeros [in], a bias: without one, the fast fused kernel would not be used
 * @returns [n, h, w, in]; the caller disposes of it
 */
export function pointwiseInputGradient(
  dy: tf.Tensor4D,
  transposed: tf.Tensor4D,
  zeros: tf.Tensor1D,
): tf.Tensor4D {
  return tf.fused.conv2d({ x: dy, filter: transposed, strides: 1, pad: PAD, bias: zeros });
}

/**
 * The gradient with respect to the input of a depthwise convolution.
 * @param dy [n, h / stride, w / stride, channels]
 * @param kernel [3, 3, channels, 1]
 * @param inputShape [n, h, w, channels]
 * @returns of that shape; the caller disposes of it
 */
export function depthwiseInputGradient(
  dy: tf.Tensor4D,
  kernel: tf.Tensor4D,
  { stride }: Pick<Convolution, "stride">,
  inputShape: tf.Tensor4D["shape"],
): tf.Tensor4D {
  const strides = [stride, stride];
  const attrs = { strides, pad: PAD, dilations: [1, 1], dimRoundingMode: undefined, inputShape };
  return tf
    .engine()
    .runKernel(
      "DepthwiseConv2dNativeBackpropInput",
      { dy, filter: kernel },
      attrs as unknown as tf.NamedAttrMap,
    );
}

/**
 * The gradient with respect to the input of ReLU6, from its output: `dy` where 0 < y < 6, else 0, as in TensorFlow's
 * `Relu6Grad`. On WebAssembly, our own kernel saves three passes over memory.
 * @returns as `dy`; the caller disposes of it
 */
export function relu6Gradient(dy: tf.Tensor4D, y: tf.Tensor4D): tf.Tensor4D {
  if (tf.getKernel(RELU6_GRADIENT, tf.getBackend()) !== undefined)
    return tf.engine().runKernel(RELU6_GRADIENT, { dy, y });
  return tf.tidy(() => tf.mul(dy, tf.mul(tf.step(y), tf.step(tf.sub(6, y)))));
}

/**
 * The gradient of global average pooling with respect to the map. Uses plain arrays, because TensorFlow.js's `tile` on
 * WebAssembly takes longer than some of the convolutions.
 * @param dy [n, channels], row by row
 * @param shape [n, h, w, channels]
 * @returns of that shape; the caller disposes of it
 */
export function averageGradient(dy: Float32Array, shape: tf.Tensor4D["shape"]): tf.Tensor4D {
  const [images, height, width, channels] = shape;
  const pixels = height * width;
  const values = new Float32Array(images * pixels * channels);
  for (let image = 0; image < images; image++) {
    const share = dy.subarray(image * channels, (image + 1) * channels).map((value) => value / pixels);
    for (let pixel = 0; pixel < pixels; pixel++) values.set(share, (image * pixels + pixel) * channels);
  }
  return tf.tensor4d(values, shape);
}
