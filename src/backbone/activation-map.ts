import { FEATURE_COUNT, MAP_SIDE } from "./architecture";

/** Positions of the last feature map. */
export const MAP_PLACES = MAP_SIDE * MAP_SIDE;

/** Global average pooling of a map [7, 7, 1280]: the mean of each channel over all positions. */
export function pooled(channels: Float32Array): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(FEATURE_COUNT);
  for (let place = 0, at = 0; place < MAP_PLACES; place++) {
    for (let channel = 0; channel < FEATURE_COUNT; channel++, at++)
      sums[channel] = (sums[channel] as number) + (channels[at] as number);
  }
  return Float32Array.from(sums, (sum) => sum / MAP_PLACES);
}

/**
 * The class activation map (Zhou et al. 2016, “Learning deep features for discriminative localization”, equation 2),
 * each value divided by the number of positions: they sum to the dot product of weights and pooled features.
 * @param channels [7, 7, 1280], of one picture
 * @param weights [1280]
 * @returns [7, 7]
 */
export function activationMap(channels: Float32Array, weights: Float32Array): Float32Array<ArrayBuffer> {
  const map = new Float32Array(MAP_PLACES);
  for (let place = 0, at = 0; place < MAP_PLACES; place++) {
    let sum = 0;
    for (let channel = 0; channel < FEATURE_COUNT; channel++, at++)
      sum += (channels[at] as number) * (weights[channel] as number);
    map[place] = sum / MAP_PLACES;
  }
  return map;
}
