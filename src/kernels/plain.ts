import type { ConvolutionInfo } from "./kernel-choice";

/**
 * The kernels for training without SIMD, and for shapes that the SIMD kernels do not support. Tensors are contiguous,
 * in NHWC. They add in a different order from the SIMD kernels, so the last bits differ.
 */

/**
 * The gradient of a loss with respect to the kernel of a convolution.
 * @param x the convolution's input
 * @param dy gradient of the loss with respect to the convolution's output
 * @param out [filterHeight, filterWidth, inChannels, outChannels]; overwritten
 */
export function convolutionKernelGradient(
  x: Float32Array,
  dy: Float32Array,
  out: Float32Array,
  info: ConvolutionInfo,
): void {
  const { inChannels, outChannels } = info;
  out.fill(0);
  forEachTap(info, (input, output, tap) => {
    const [xAt, dyAt] = [input * inChannels, output * outChannels];
    let outAt = tap * inChannels * outChannels;
    for (let from = 0; from < inChannels; from++) {
      const value = x[xAt + from] as number;
      for (let to = 0; to < outChannels; to++)
        out[outAt + to] = (out[outAt + to] as number) + value * (dy[dyAt + to] as number);
      outAt += outChannels;
    }
  });
}

/**
 * The gradient of a loss with respect to the input of a depthwise convolution.
 * @param dy gradient of the loss with respect to the convolution's output
 * @param kernel [filterHeight, filterWidth, inChannels, outChannels / inChannels]
 * @param out has the input's shape; overwritten
 */
export function depthwiseInputGradient(
  dy: Float32Array,
  kernel: Float32Array,
  out: Float32Array,
  info: ConvolutionInfo,
): void {
  const { inChannels, outChannels } = info;
  const perChannel = outChannels / inChannels;
  out.fill(0);
  forEachTap(info, (input, output, tap) => {
    const [outAt, dyAt, kernelAt] = [input * inChannels, output * outChannels, tap * outChannels];
    for (let channel = 0; channel < outChannels; channel++) {
      const at = outAt + Math.floor(channel / perChannel);
      out[at] = (out[at] as number) + (dy[dyAt + channel] as number) * (kernel[kernelAt + channel] as number);
    }
  });
}

/** The gradient with respect to the input of ReLU6, given its output `y`: `dy` where 0 < y < 6, else 0. */
export function relu6Gradient(dy: Float32Array, y: Float32Array, out: Float32Array): void {
  for (let index = 0; index < out.length; index++) {
    const value = y[index] as number;
    out[index] = value > 0 && value < 6 ? (dy[index] as number) : 0;
  }
}

/**
 * Calls `visit` for each pair of an input pixel and an output pixel that a convolution connects.
 * @param visit receives the indices of both pixels, over all images, and of the kernel element that connects them
 */
function forEachTap(
  info: ConvolutionInfo,
  visit: (input: number, output: number, tap: number) => void,
): void {
  const { inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth, padInfo } = info;
  for (let image = 0; image < info.batchSize; image++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        const output = (image * outHeight + outRow) * outWidth + outColumn;
        for (let tapRow = 0; tapRow < filterHeight; tapRow++) {
          const row = outRow * info.strideHeight + tapRow * info.dilationHeight - padInfo.top;
          if (row < 0 || row >= inHeight) continue;
          for (let tapColumn = 0; tapColumn < filterWidth; tapColumn++) {
            const column = outColumn * info.strideWidth + tapColumn * info.dilationWidth - padInfo.left;
            if (column < 0 || column >= inWidth) continue;
            visit((image * inHeight + row) * inWidth + column, output, tapRow * filterWidth + tapColumn);
          }
        }
      }
    }
  }
}
