"""The recipe as a Keras user writes it: python keras_recipe.py FACES [WEIGHTS.h5]

FACES has a folder of female and one of male photos, WEIGHTS are MobileNetV2 0.35's without the top (random without).
Prints one line of JSON: the seconds from the folders to the evaluated model, its accuracy, and the rounds.
"""

import json
import sys
import time

import keras

SIZE = (224, 224)
SEED = 1


def part(faces: str, subset: str):
    """A fifth of the photos to check with, the others to learn from; decoded once and kept, as Keras's guides do."""
    photos = keras.utils.image_dataset_from_directory(
        faces,
        label_mode="categorical",
        image_size=SIZE,
        batch_size=32,
        seed=SEED,
        validation_split=0.2,
        subset=subset,
        verbose=False,
    )
    return photos.map(lambda x, y: (x / 127.5 - 1, y)).cache().prefetch(2)


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
    learn, check = part(faces, "training"), part(faces, "validation")
    model = classifier(weights[0] if weights else None)
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
    history = model.fit(learn, validation_data=check, epochs=20, callbacks=[stop], verbose=0)
    _loss, accuracy = model.evaluate(check, verbose=0)
    seconds = time.perf_counter() - started
    print(json.dumps({"seconds": seconds, "accuracy": accuracy, "epochs": len(history.epoch)}))


if __name__ == "__main__":
    main()
