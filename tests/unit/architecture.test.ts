import { describe, expect, it } from "vitest";
import { mobileNetV2, parameterCount, variables, WIDTHS, type Width } from "../../src/backbone/architecture";

/** The parameters that Keras counts, without the top. */
const PARAMETERS: Readonly<Record<Width, number>> = { 1: 2_257_984, 0.35: 410_208 };

describe("the table of blocks", () => {
  it("has as many parameters as in Keras", () => {
    for (const width of WIDTHS) expect(parameterCount(width), `${width}`).toBe(PARAMETERS[width]);
  });

  it("has 52 convolutions, 34 of them pointwise, and 10 residual additions", () => {
    for (const width of WIDTHS) {
      const blocks = mobileNetV2(width);
      const convolutions = blocks.flatMap((block) => block.convolutions);
      expect(convolutions).toHaveLength(52);
      expect(convolutions.filter(({ kernelSize }) => kernelSize === 1)).toHaveLength(34);
      expect(blocks.filter(({ add }) => add !== undefined)).toHaveLength(10);
    }
  });

  it("chains: every convolution's input channels match the previous output", () => {
    for (const width of WIDTHS) {
      let channels = 3;
      for (const { inChannels, outChannels } of mobileNetV2(width).flatMap((block) => block.convolutions)) {
        expect(inChannels).toBe(channels);
        channels = outChannels;
      }
      expect(channels).toBe(1280);
    }
  });

  it("names layers as Keras does and assigns every variable its own range of values", () => {
    const list = variables(0.35);
    expect(list.slice(0, 6).map(({ layer, name }) => `${layer}/${name}`)).toEqual([
      "Conv1/kernel",
      "bn_Conv1/gamma",
      "bn_Conv1/beta",
      "bn_Conv1/moving_mean",
      "bn_Conv1/moving_variance",
      "expanded_conv_depthwise/depthwise_kernel",
    ]);
    expect(list.at(-1)).toMatchObject({ layer: "Conv_1_bn", name: "moving_variance", shape: [1280] });
    let end = 0;
    for (const { offset, size } of list) {
      expect(offset).toBe(end);
      end = offset + size;
    }
  });
});
