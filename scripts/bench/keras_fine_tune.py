"""Fine-tuning as a Keras user would write it: python keras_fine_tune.py FOLDER WEIGHTS.h5 SEED EPOCHS

FOLDER has train and val, each with folders female and male. WEIGHTS are those of MobileNetV2 0.35 without the top.
Trains the head on the frozen backbone (the recipe), then fine-tunes it together with the pointwise convolutions, with
batch norm frozen. Prints one line of JSON: seconds of fine-tuning, and accuracy and area under the ROC curve on val
before and after.
"""

import json
import sys
import time

import keras
import numpy as np
import tensorflow as tf
from keras_photos import SIZE, load_photos

BATCH = 32
SHIFT = 16


def prepared(image: tf.Tensor, label: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    return tf.cast(image, tf.float32) / 127.5 - 1, label


def changed(image: tf.Tensor, label: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Randomly mirrored, and shifted by up to 16 pixels."""
    padded = tf.pad(image, [[SHIFT, SHIFT], [SHIFT, SHIFT], [0, 0]], mode="SYMMETRIC")
    return tf.image.random_flip_left_right(tf.image.random_crop(padded, (*SIZE, 3))), label


def batches(data: tuple[np.ndarray, np.ndarray], change: bool) -> tf.data.Dataset:
    dataset = tf.data.Dataset.from_tensor_slices(data)
    if change:
        dataset = dataset.shuffle(len(data[0])).map(changed, num_parallel_calls=tf.data.AUTOTUNE)
    return dataset.map(prepared, num_parallel_calls=tf.data.AUTOTUNE).batch(BATCH).prefetch(2)


def figures(model: keras.Model, check: tf.data.Dataset, labels: np.ndarray) -> dict[str, float]:
    female = model.predict(check, verbose=0)[:, 0]
    truth = labels[:, 0] == 1
    positives, negatives = female[truth], female[~truth]
    above = (positives[:, None] > negatives).mean() + (positives[:, None] == negatives).mean() / 2
    return {"accuracy": float(((female >= 0.5) == truth).mean()), "rocAuc": float(above)}


def main() -> None:
    folder, weights, seed, epochs = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    keras.utils.set_random_seed(seed)
    learn, val = load_photos(f"{folder}/train"), load_photos(f"{folder}/val")
    check = batches(val, change=False)
    backbone = keras.applications.MobileNetV2(
        input_shape=(*SIZE, 3), alpha=0.35, include_top=False, weights=weights, pooling="avg"
    )
    backbone.trainable = False
    inputs = keras.Input((*SIZE, 3))
    features = backbone(inputs, training=False)
    outputs = keras.layers.Dense(2, activation="softmax")(keras.layers.Dropout(0.3)(features))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(1e-3), "categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
    still = tf.data.Dataset.from_tensor_slices(learn).map(prepared).cache()
    still = still.shuffle(len(learn[0])).batch(BATCH)
    model.fit(still, validation_data=check, epochs=20, callbacks=[stop], verbose=0)
    before = figures(model, check, val[1])

    backbone.trainable = True
    for layer in backbone.layers:
        is_pointwise = type(layer) is keras.layers.Conv2D and layer.kernel_size == (1, 1)
        layer.trainable = is_pointwise
    steps = -(-len(learn[0]) // BATCH)
    rate = keras.optimizers.schedules.CosineDecay(3e-4, epochs * steps)
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.05)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy", keras.metrics.AUC(name="auc")])
    best = BestByAuc(check, val[1])
    started = time.perf_counter()
    model.fit(batches(learn, change=True), epochs=epochs, callbacks=[best], verbose=0)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "before": before, "after": best.figures}))


class BestByAuc(keras.callbacks.Callback):
    """The metrics of the epoch with the largest ROC AUC on val."""

    def __init__(self, check: tf.data.Dataset, labels: np.ndarray):
        super().__init__()
        self.check, self.labels = check, labels
        self.figures = {"accuracy": 0.0, "rocAuc": 0.0}

    def on_epoch_end(self, epoch, logs=None):
        reached = figures(self.model, self.check, self.labels)
        if reached["rocAuc"] > self.figures["rocAuc"]:
            self.figures = reached


if __name__ == "__main__":
    main()
