// The defaults of Keras's `Adam` (keras/src/optimizers/adam.py); Kingma and Ba 2015.
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;

/** Adam's state between two steps. */
export interface AdamState {
  readonly steps: number;
  readonly momentum: Float32Array<ArrayBuffer>;
  readonly velocity: Float32Array<ArrayBuffer>;
}

/** Adam for one flat parameter array, as Keras computes it: float32 state, bias correction in the step size. */
export class Adam {
  readonly #momentum: Float32Array<ArrayBuffer>;
  readonly #velocity: Float32Array<ArrayBuffer>;
  #steps: number;

  /** @param state to resume from; not copied */
  constructor(
    readonly size: number,
    { steps, momentum, velocity }: AdamState = {
      steps: 0,
      momentum: new Float32Array(size),
      velocity: new Float32Array(size),
    },
  ) {
    this.#momentum = momentum;
    this.#velocity = velocity;
    this.#steps = steps;
  }

  /** The live state; the next step changes it. */
  get state(): AdamState {
    return { steps: this.#steps, momentum: this.#momentum, velocity: this.#velocity };
  }

  /** Updates `parameters` in place by one step along `gradient`; both have `size` values. */
  step(parameters: Float32Array, gradient: Float32Array | Float64Array, learningRate: number): void {
    this.#steps++;
    const rate = (learningRate * Math.sqrt(1 - BETA_2 ** this.#steps)) / (1 - BETA_1 ** this.#steps);
    const momentum = this.#momentum;
    const velocity = this.#velocity;
    for (let index = 0; index < this.size; index++) {
      const slope = gradient[index] as number;
      const first = momentum[index] as number;
      const second = velocity[index] as number;
      momentum[index] = first + (slope - first) * (1 - BETA_1);
      velocity[index] = second + (slope * slope - second) * (1 - BETA_2);
      const change = (rate * (momentum[index] as number)) / (Math.sqrt(velocity[index] as number) + EPSILON);
      parameters[index] = (parameters[index] as number) - change;
    }
  }
}
