/** Mean and spread of several runs. */
export interface Spread {
  readonly mean: number;
  /** The sample standard deviation (with n − 1) between runs. */
  readonly deviation: number;
}

/** @param values at least two */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** The metrics of one round's model on its fold. */
export interface RoundFigures {
  readonly accuracy: number;
  readonly rocAuc: number;
}

/** The metrics of all rounds. */
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
