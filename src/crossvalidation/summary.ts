/** Values of several runs in two numbers. */
export interface Spread {
  readonly mean: number;
  /** The sample standard deviation (with n − 1), by which one run differs from another. */
  readonly deviation: number;
}

/** @param values at least two */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** How good the model of one round was on the photos of its fold. */
export interface RoundFigures {
  readonly accuracy: number;
  readonly rocAuc: number;
}

/** How good the models of all rounds were. */
export interface FoldFigures {
  readonly rounds: readonly RoundFigures[];
  readonly accuracy: Spread;
  readonly rocAuc: Spread;
}

export function summarise(rounds: readonly RoundFigures[]): FoldFigures {
  return {
    rounds,
    accuracy: spreadOf(rounds.map(({ accuracy }) => accuracy)),
    rocAuc: spreadOf(rounds.map(({ rocAuc }) => rocAuc)),
  };
}
