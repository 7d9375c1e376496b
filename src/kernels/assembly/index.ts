export { depthwise, depthwiseInputGradient, depthwiseStride2 } from "./depthwise";
export {
  depthwiseStride2InputGradient,
  pointwiseKernelGradient,
  relu6Gradient,
} from "./gradients";
export { pointwise } from "./pointwise";
export { resizeColumns, resizeRows } from "./resize";
export { stem } from "./stem";
