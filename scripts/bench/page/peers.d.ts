/**
 * The parts that the bench uses of libraries that only the bench installs, so that the type check passes on a checkout
 * without them. Libraries that the project itself has need no declaration here.
 */

declare module "flatbuffers" {
  export class Builder {
    constructor(initialSize: number);
    startVector(elementSize: number, length: number, alignment: number): void;
    addInt8(value: number): void;
    addInt32(value: number): void;
    addOffset(offset: number): void;
    endVector(): number;
    startObject(fields: number): void;
    addFieldInt8(field: number, value: number, defaultValue: number): void;
    addFieldInt32(field: number, value: number, defaultValue: number): void;
    addFieldOffset(field: number, value: number, defaultValue: number): void;
    endObject(): number;
    createString(text: string): number;
    finish(root: number, identifier: string): void;
    asUint8Array(): Uint8Array;
  }
}

declare module "protobufjs" {
  interface Type {
    fromObject(value: object): object;
    encode(message: object): { finish(): Uint8Array };
  }
  const protobuf: { parse(schema: string): { root: { lookupType(name: string): Type } } };
  export default protobuf;
}

declare module "onnxruntime-web/wasm" {
  export const env: { wasm: { numThreads: number; wasmPaths: string } };
  export class Tensor {
    constructor(type: "float32", data: Float32Array, dims: readonly number[]);
    readonly data: Float32Array;
  }
  export interface Session {
    run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
    release(): Promise<void>;
  }
  export const InferenceSession: {
    create(model: Uint8Array, options: { executionProviders: string[] }): Promise<Session>;
  };
}

declare module "@litertjs/core" {
  export class Tensor {
    constructor(data: Float32Array, shape: readonly number[]);
    data(): Promise<Float32Array>;
    delete(): void;
  }
  export interface CompiledModel {
    run(input: Tensor): Promise<Tensor[]>;
    delete(): void;
  }
  export function loadLiteRt(folder: string, options: { threads: boolean }): Promise<unknown>;
  export function loadAndCompile(model: Uint8Array, options: { accelerator: "wasm" }): Promise<CompiledModel>;
}
