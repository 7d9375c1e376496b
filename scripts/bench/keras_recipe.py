"""The recipe as a Keras user would write it: python keras_recipe.py FACES [WEIGHTS.h5]

FACES has folders female and male. WEIGHTS are those of MobileNetV2 0.35 without the top; default: random.
Prints one line of JSON: seconds from the folders to the evaluated model, its accuracy, and the number of epochs.
"""

import json
import sys
import time

import keras
import numpy as np
import tensorflow as tf
from keras_photos import SIZE, load_photos

SEED = 1


def parts(faces: str) -> tuple[tf.data.Dataset, tf.data.Dataset]:
    """Training photos and a fifth for validation; decoded once and cached, as in Keras's guides."""
    images, labels = load_photos(faces)
    order = np.random.default_rng(SEED).permutation(len(images))
    check, learn = np.split(order, [len(images) // 5])
    return batches(images[learn], labels[learn]), batches(images[check], labels[check])


def batches(images: np.ndarray, labels: np.ndarray) -> tf.data.Dataset:
    dataset = tf.data.Dataset.from_tensor_slices((images, labels)).batch(32)
    return dataset.map(lambda x, y: (tf.cast(x, tf.float32) / 127.5 - 1, y)).cache().prefetch(2)


def classifier(weights: str | None) -> keras.Model:
    backbone = keras.applications.MobileNetV2(
        input_shape=(*SIZE, 3), alpha=0.35, include_top=False, weights=weights
    )
    backbone.trainable = False
    model = keras.Sequential(
        [
            backbone,
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(2, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3), loss="categorical_crossentropy", metrics=["accuracy"]
    )
    return model


def main() -> None:
    faces, *weights = sys.argv[1:]
    keras.utils.set_random_seed(SEED)
    started = time.perf_counter()
    learn, check = parts(faces)
    model = classifier(weights[0] if weights else None)
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
    history = model.fit(learn, validation_data=check, epochs=20, callbacks=[stop], verbose=0)
    _loss, accuracy = model.evaluate(check, verbose=0)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "accuracy": accuracy, "epochs": len(history.epoch)}))


if __name__ == "__main__":
    main()
