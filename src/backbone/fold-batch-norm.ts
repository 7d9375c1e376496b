import { BATCH_NORM_EPSILON, type Block, type Convolution, mobileNetV2, variables } from "./architecture";
import type { BackboneWeights } from "./weights";

/** A convolution with its batch norm folded in. Kernel: [k, k, in, out], or [k, k, channels, 1] if depthwise. */
export interface FoldedConvolution {
  readonly convolution: Convolution;
  readonly kernelShape: [number, number, number, number];
  readonly kernel: Float32Array;
  /** One per output channel. */
  readonly bias: Float32Array;
  /** The batch norm's factor for each output channel, γ/√(σ² + ε); dividing by it gives the checkpoint's kernel. */
  readonly scale: Float64Array;
  /** Offset of the checkpoint's kernel in the backbone's values. */
  readonly kernelOffset: number;
}

export interface FoldedBlock {
  readonly convolutions: readonly FoldedConvolution[];
  readonly add: Block["add"];
}

/**
 * Folds every batch norm into the convolution before it: γ·(w∗x − μ)/√(σ² + ε) + β is a convolution with kernel
 * w·s and bias β − μ·s, where s = γ/√(σ² + ε) (Jacob et al. 2018, section 3.2). Computed in float64.
 */
export function foldBatchNorm({ width, values }: BackboneWeights): readonly FoldedBlock[] {
  const list = variables(width);
  let next = 0;
  const take = () => {
    const variable = list[next++];
    if (variable === undefined) throw new RangeError("The table of blocks has more variables than it lists.");
    return { ...variable, values: values.subarray(variable.offset, variable.offset + variable.size) };
  };
  return mobileNetV2(width).map(({ convolutions, add }) => ({
    add,
    convolutions: convolutions.map((convolution) => {
      const [kernel, gamma, beta, mean, variance] = [take(), take(), take(), take(), take()];
      const statistics = [gamma.values, beta.values, mean.values, variance.values] as const;
      return { ...foldOne(convolution, kernel.values, ...statistics), kernelOffset: kernel.offset };
    }),
  }));
}

function foldOne(
  convolution: Convolution,
  kernel: Float32Array,
  gamma: Float32Array,
  beta: Float32Array,
  mean: Float32Array,
  variance: Float32Array,
): Omit<FoldedConvolution, "kernelOffset"> {
  const { kernelSize, inChannels, outChannels, kind } = convolution;
  const scale = Float64Array.from(
    gamma,
    (value, channel) => value / Math.sqrt(at(variance, channel) + BATCH_NORM_EPSILON),
  );
  return {
    convolution,
    kernelShape: [kernelSize, kernelSize, inChannels, kind === "depthwise" ? 1 : outChannels],
    // The output channel is the fastest-running index of both kernel layouts.
    kernel: kernel.map((weight, index) => weight * at(scale, index % outChannels)),
    bias: beta.map((shift, channel) => shift - at(mean, channel) * at(scale, channel)),
    scale,
  };
}

/** An element that always exists: all five arrays have one value per output channel. */
function at(array: Float32Array | Float64Array, index: number): number {
  return array[index] ?? Number.NaN;
}
