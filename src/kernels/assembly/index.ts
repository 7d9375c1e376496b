export { depthwise, depthwiseStride2 } from "./depthwise";
export {
  depthwiseInputGradient,
  depthwiseStride2InputGradient,
  pointwiseKernelGradient,
  relu6Gradient,
} from "./gradients";
export { pointwise } from "./pointwise";
export { stem } from "./stem";
