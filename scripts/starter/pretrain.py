"""Pretrains MobileNetV2, width 0.35, on drawn faces, and writes the backbone without its top.

`distil.py` starts from this backbone, which was the first version's starter.
The file has the layout of Keras Applications' own (`layer_names`, `weight_names`), as
`load_weights` reads it. On two cores: about 10 minutes of drawing and 8 minutes per epoch.
"""

import argparse
import os
from collections.abc import Iterator
from multiprocessing import Pool

import numpy as np

from draw_faces import SIZE, face

WIDTH = 0.35
BATCH = 32
PEAK_LEARNING_RATE = 3e-3
WARMUP_STEPS = 500
WEIGHT_DECAY = 1e-4
# With Keras's 0.999 the running statistics would not converge in so few steps.
MOMENTUM = 0.99

# Each drawing process has its own seed; the faces depend on the number of processes.
DRAWING_PROCESSES = 2
FIRST_SEED = 1000

# Indices of the targets of `draw_faces`.
HAIR = slice(0, 4)
BEARD = slice(4, 7)
FLAGS = slice(7, 11)
AMOUNTS = slice(11, 16)
TARGETS = 16
AMOUNTS_WEIGHT = 3


def draw(job: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Draws faces; `job` is a seed and a count."""
    seed, count = job
    rng = np.random.default_rng(seed)
    pictures, targets = zip(*(face(rng) for _ in range(count)), strict=True)
    return np.stack(pictures), np.stack(targets)


def draw_all(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Draws `count` faces in several processes: N x 224 x 224 x 3 uint8, and N x 16 targets."""
    share = count // DRAWING_PROCESSES
    with Pool(DRAWING_PROCESSES) as pool:
        parts = pool.map(draw, [(FIRST_SEED + k, share) for k in range(DRAWING_PROCESSES)])
    pictures, targets = zip(*parts, strict=True)
    return np.concatenate(pictures), np.concatenate(targets)


def batches(pictures: np.ndarray, targets: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """An endless stream of shuffled batches, half of the pictures mirrored, scaled to -1 to 1."""
    rng = np.random.default_rng(0)
    while True:
        order = rng.permutation(len(pictures))
        for start in range(0, len(pictures) - BATCH + 1, BATCH):
            chosen = order[start : start + BATCH]
            batch = pictures[chosen]
            mirror = rng.random(BATCH) < 0.5
            batch = np.where(mirror[:, None, None, None], batch[:, :, ::-1], batch)
            yield batch.astype("float32") / 127.5 - 1, targets[chosen]


def loss(targets, outputs):
    """Cross-entropy for binary attributes, squared error for amounts; one value per picture."""
    import tensorflow as tf

    softmax = tf.nn.softmax_cross_entropy_with_logits
    sigmoid = tf.nn.sigmoid_cross_entropy_with_logits
    total = softmax(targets[:, HAIR], outputs[:, HAIR])
    total += softmax(targets[:, BEARD], outputs[:, BEARD])
    total += tf.reduce_sum(sigmoid(targets[:, FLAGS], outputs[:, FLAGS]), 1)
    errors = tf.square(targets[:, AMOUNTS] - outputs[:, AMOUNTS])
    return total + AMOUNTS_WEIGHT * tf.reduce_sum(errors, 1)


def train(pictures: np.ndarray, targets: np.ndarray, epochs: int):
    """Trains a fresh backbone with a linear top; returns the backbone."""
    import keras

    keras.utils.set_random_seed(0)
    backbone = keras.applications.MobileNetV2(
        input_shape=(SIZE, SIZE, 3), alpha=WIDTH, include_top=False, weights=None
    )
    for layer in backbone.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = MOMENTUM
    pooling = keras.layers.GlobalAveragePooling2D()
    model = keras.Sequential([backbone, pooling, keras.layers.Dense(TARGETS)])
    steps = len(pictures) // BATCH
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0, epochs * steps, warmup_target=PEAK_LEARNING_RATE, warmup_steps=WARMUP_STEPS
    )
    model.compile(keras.optimizers.AdamW(learning_rate, weight_decay=WEIGHT_DECAY), loss)
    model.fit(batches(pictures, targets), steps_per_epoch=steps, epochs=epochs, verbose=2)
    return backbone


def write_backbone(backbone, path: str) -> None:
    """Writes the weights as HDF5 under the names that Keras Applications gives them."""
    import h5py

    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = np.array([layer.name.encode() for layer in backbone.layers])
        for layer in backbone.layers:
            group = file.create_group(layer.name)
            names = []
            for weight in layer.weights:
                name = f"{layer.name}/{weight_kind(layer, weight)}:0"
                group.create_dataset(name, data=np.asarray(weight.numpy(), np.float32))
                names.append(name.encode())
            group.attrs["weight_names"] = np.array(names) if names else np.zeros((0,), "S1")


def weight_kind(layer, weight) -> str:
    """The last part of a weight's name; depthwise kernels have a special name."""
    kind = weight.name.split("/")[-1].split(":")[0]
    return "depthwise_kernel" if "depthwise" in layer.name and kind == "kernel" else kind


def main() -> None:
    """Draws, trains and writes."""
    parser = argparse.ArgumentParser(description="Pretrains a backbone on drawn faces.")
    parser.add_argument("out", help="the HDF5 file to write")
    parser.add_argument("--images", type=int, default=28000, help="number of faces to draw")
    parser.add_argument("--epochs", type=int, default=7)
    options = parser.parse_args()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    pictures, targets = draw_all(options.images)
    write_backbone(train(pictures, targets, options.epochs), options.out)


if __name__ == "__main__":
    main()
