/** Everything that training depends on, besides the photos and the backbone. */
export interface TrainingSettings {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Fraction of features dropped in each training step, 0 to below 1. */
  readonly dropout: number;
  /** Fraction of the training photos held out for validation if no folder names validation photos. */
  readonly validationShare: number;
  readonly seed: number;
  /** Whether the rarer label gets a larger weight, so that both contribute equally to the loss. */
  readonly classWeights: boolean;
  /** Epochs without a lower validation loss after which training stops; undefined: never. */
  readonly patience: number | undefined;
}

/** The recipe. */
export const DEFAULT_SETTINGS: TrainingSettings = {
  epochs: 20,
  batchSize: 32,
  learningRate: 1e-3,
  dropout: 0.3,
  validationShare: 0.2,
  seed: 1,
  classWeights: false,
  patience: 5,
};
