export { depthwise, depthwiseInputGradient, depthwiseStride2 } from "./depthwise";
export {
  depthwiseStride2InputGradient,
  pointwiseKernelGradient,
  relu6Gradient,
} from "./gradients";
export { pointwise } from "./pointwise";
export { stem } from "./stem";
