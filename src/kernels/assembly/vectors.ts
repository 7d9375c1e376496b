/** a · b + c of four floats: rounded once if the CPU can (relaxed SIMD), else twice. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

export function clamp(values: v128, low: v128, high: v128): v128 {
  return f32x4.min(f32x4.max(values, low), high);
}

/** Stores eight floats, clamped to `low` and `high`. */
export function storeClamped(address: usize, left: v128, right: v128, low: v128, high: v128): void {
  v128.store(address, clamp(left, low, high));
  v128.store(address, clamp(right, low, high), 16);
}
