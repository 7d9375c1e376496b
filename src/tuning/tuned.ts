import type { FoldedBlock, FoldedConvolution } from "../backbone/fold-batch-norm";

/** What is trained besides the head: the last four blocks and the convolution after them, or all blocks. */
export type TunedBlocks = "last" | "all";

/** The first block of "last", by Keras's name of its first convolution: from here on, maps are 7×7. */
const FIRST_OF_LAST = "block_13_expand";

/** The first block with a trained kernel. Before it are the stem and, for "last", most of the network. */
export function tunedFrom(blocks: readonly FoldedBlock[], wanted: TunedBlocks): number {
  return blocks.findIndex(({ convolutions }) =>
    wanted === "all"
      ? convolutions.some(isTrained)
      : convolutions.some(({ convolution }) => convolution.name === FIRST_OF_LAST),
  );
}

/** Whether fine-tuning trains a convolution: only pointwise ones, not the stem or depthwise ones. */
export function isTrained({ convolution: { kind, kernelSize } }: FoldedConvolution): boolean {
  return kind === "standard" && kernelSize === 1;
}
