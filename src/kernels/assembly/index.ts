export { depthwise, depthwiseStride2 } from "./depthwise";
export { pointwise } from "./pointwise";
export { stem } from "./stem";
