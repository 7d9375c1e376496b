/** Compiled from ./assembly by scripts/compile-kernels.ts. */
declare module "virtual:kernels" {
  export const relaxed: Uint8Array<ArrayBuffer>;
  export const simd: Uint8Array<ArrayBuffer>;
  /** Without SIMD; contains only the resize kernels. */
  export const plain: Uint8Array<ArrayBuffer>;
}
