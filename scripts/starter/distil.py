"""Distils Keras's ImageNet MobileNetV2, width 0.35, into the starter backbone.

The teacher is the checkpoint of Keras Applications; the student has the same architecture and
starts from what `pretrain.py` wrote. It never uses a photo of a person, but the teacher was trained
on ImageNet, which contains some. On two cores: about an hour.

First each stage of the student learns to turn the teacher's input of that stage into the teacher's
output (hints, as in FitNets: Romero et al. 2015, https://arxiv.org/abs/1412.6550). Then the whole
student learns to match all stages and the pooled features, at last with the statistics of batch
normalization frozen.
"""

import argparse
import math
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from draw_faces import SIZE
from pretrain import write_backbone

WIDTH = 0.35
BATCH = 32
MOMENTUM = 0.98
WEIGHT_DECAY = 1e-5
LARGEST_GRADIENT = 5.0
PEAK_LEARNING_RATE = 2e-3
WARMUP_STEPS = 50
# Fractions of the time: for stage-by-stage training at the start, and for frozen statistics at the end.
STAGES_SHARE = 0.6
FROZEN_SHARE = 0.1
# The last layer of each stage.
STAGES = [*(f"block_{number}_add" for number in (2, 5, 9, 12, 15)), "out_relu"]
# Weights in the loss of the whole student: each inner stage, the last one, the pooled features.
INNER_WEIGHT, LAST_WEIGHT, POOLED_WEIGHT = 0.5, 1.0, 2.0
# Batches from which the spread of the teacher's outputs is estimated.
SPREAD_BATCHES = 6
STEPS_PER_LINE = 50


def mixed_batch(rng: np.random.Generator, faces: np.ndarray, crops: np.ndarray) -> np.ndarray:
    """Half faces, half crops, BATCH x 224 x 224 x 3, scaled to -1 to 1.

    They are randomly mirrored, cut into each other or blended, tinted and shifted.
    """
    half = BATCH // 2
    rows = [np.sort(rng.integers(len(pictures), size=half)) for pictures in (faces, crops)]
    batch = np.concatenate([faces[rows[0]], crops[rows[1]]]).astype(np.float32)
    mirrored = rng.random(BATCH) < 0.5
    batch[mirrored] = batch[mirrored, :, ::-1]
    others = rng.permutation(BATCH)
    for picture, other in zip(batch, others, strict=True):
        kind = rng.random()
        if kind < 0.3:
            height, width = rng.integers(60, 200, 2)
            y, x = rng.integers(0, SIZE - height + 1), rng.integers(0, SIZE - width + 1)
            picture[y : y + height, x : x + width] = batch[other, y : y + height, x : x + width]
        elif kind < 0.5:
            share = rng.uniform(0.2, 0.8)
            picture[:] = share * picture + (1 - share) * batch[other]
        if rng.random() < 0.5:
            tint = rng.uniform(-30, 30, (1, 1, 3))
            picture[:] = np.clip((picture - 128) * rng.uniform(0.7, 1.3) + 128 + tint, 0, 255)
        picture[:] = np.roll(picture, tuple(rng.integers(-24, 25, 2)), (0, 1))
    return batch / 127.5 - 1


def batches(faces: np.ndarray, crops: np.ndarray) -> Iterator[np.ndarray]:
    """An endless stream of mixed batches; the next one is prepared while the current one is used."""
    rng = np.random.default_rng(0)
    with ThreadPoolExecutor(1) as ahead:
        following = ahead.submit(mixed_batch, rng, faces, crops)
        while True:
            batch = following.result()
            following = ahead.submit(mixed_batch, rng, faces, crops)
            yield batch


def network(weights: str) -> keras.Model:
    """MobileNetV2 without its top, with the weights of a file."""
    model = keras.applications.MobileNetV2(
        input_shape=(SIZE, SIZE, 3), alpha=WIDTH, include_top=False, weights=None
    )
    model.load_weights(weights)
    return model


def stages_of(model: keras.Model) -> list:
    """The output of each stage."""
    return [model.get_layer(name).output for name in STAGES]


def pooled(features: tf.Tensor) -> tf.Tensor:
    """Global average pooling."""
    return tf.reduce_mean(features, (1, 2))


def error(mine: tf.Tensor, theirs: tf.Tensor, spread: np.ndarray) -> tf.Tensor:
    """Mean squared difference, in units of the teacher's spread of each channel."""
    return tf.reduce_mean(tf.square((mine - theirs) / spread))


class Distillation:
    """A teacher, a student, and the two ways in which the student learns."""

    def __init__(self, teacher: keras.Model, student: keras.Model) -> None:
        teacher.trainable = False
        for layer in student.layers:
            if isinstance(layer, keras.layers.BatchNormalization):
                layer.momentum = MOMENTUM
        self.student = student
        self.teacher_stages = keras.Model(teacher.input, stages_of(teacher))
        ends = stages_of(student)
        self.student_stages = keras.Model(student.input, ends)
        starts = [student.input, *ends[:-1]]
        self.parts = [keras.Model(start, end) for start, end in zip(starts, ends, strict=True)]
        self.optimizer = keras.optimizers.AdamW(
            PEAK_LEARNING_RATE, weight_decay=WEIGHT_DECAY, global_clipnorm=LARGEST_GRADIENT
        )

    def measure_spread(self, samples: list[np.ndarray]) -> None:
        """Measures the standard deviation of each channel of the teacher's outputs, bounded away from 0."""
        outputs = [self.teacher_stages(batch, training=False) for batch in samples]
        stages = [np.concatenate(stage) for stage in zip(*outputs, strict=True)]
        deviations = [np.maximum(stage.std((0, 1, 2)), 0.02 * stage.std()) for stage in stages]
        self.spreads = [deviation.astype(np.float32) for deviation in deviations]
        last = stages[-1].mean((1, 2)).std(0)
        self.pooled_spread = np.maximum(last, 1e-2).astype(np.float32)

    @tf.function
    def learn_stages(self, batch: tf.Tensor) -> tf.Tensor:
        """One step in which each stage receives the teacher's input; returns the errors."""
        theirs = self.teacher_stages(batch, training=False)
        with tf.GradientTape() as tape:
            starts = [batch, *theirs[:-1]]
            pairs = zip(self.parts, starts, strict=True)
            mine = [part(start, training=True) for part, start in pairs]
            errors = [error(*triple) for triple in zip(mine, theirs, self.spreads, strict=True)]
            loss = tf.add_n(errors)
        self._update(tape, loss)
        return tf.stack(errors)

    @tf.function
    def learn_whole(self, batch: tf.Tensor, training: bool) -> tf.Tensor:
        """One step of the whole student; returns the errors of the stages and of the pooled features."""
        theirs = self.teacher_stages(batch, training=False)
        with tf.GradientTape() as tape:
            mine = self.student_stages(batch, training=training)
            errors = [error(*triple) for triple in zip(mine, theirs, self.spreads, strict=True)]
            errors.append(error(pooled(mine[-1]), pooled(theirs[-1]), self.pooled_spread))
            *inner, last, features = errors
            loss = INNER_WEIGHT * tf.add_n(inner) + LAST_WEIGHT * last + POOLED_WEIGHT * features
        self._update(tape, loss)
        return tf.stack(errors)

    def _update(self, tape: tf.GradientTape, loss: tf.Tensor) -> None:
        variables = self.student.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))


def learning_rate(done: float, steps: int) -> float:
    """The learning rate after `steps` steps, at fraction `done` of the time.

    It decays linearly while stages are trained, and along a cosine afterwards.
    """
    warm = min(1, (steps + 1) / WARMUP_STEPS)
    if done < STAGES_SHARE:
        return PEAK_LEARNING_RATE * warm * (1 - 0.8 * done / STAGES_SHARE)
    rest = (done - STAGES_SHARE) / (1 - STAGES_SHARE)
    return PEAK_LEARNING_RATE * warm * 0.5 * (0.5 * (1 + math.cos(math.pi * rest)) + 0.01)


def distil(
    teacher: str, start: str, faces: np.ndarray, crops: np.ndarray, seconds: float
) -> keras.Model:
    """Trains for about `seconds` and returns the student."""
    keras.utils.set_random_seed(1)
    distillation = Distillation(network(teacher), network(start))
    pictures = batches(faces, crops)
    distillation.measure_spread([next(pictures) for _ in range(SPREAD_BATCHES)])
    began, steps = time.monotonic(), 0
    while (done := (time.monotonic() - began) / seconds) < 1:
        distillation.optimizer.learning_rate.assign(learning_rate(done, steps))
        if done < STAGES_SHARE:
            errors = distillation.learn_stages(next(pictures))
        else:
            errors = distillation.learn_whole(next(pictures), training=done < 1 - FROZEN_SHARE)
        steps += 1
        if steps % STEPS_PER_LINE == 0:
            print(steps, f"{done:.3f}", np.round(errors.numpy(), 3), flush=True)
    return distillation.student


def main() -> None:
    """Distils and writes the starter."""
    parser = argparse.ArgumentParser(description="Distils the starter from ImageNet weights.")
    parser.add_argument("teacher", help="Keras's ImageNet weights, width 0.35, no top")
    parser.add_argument("start", help="weights written by pretrain.py")
    parser.add_argument("pictures", type=Path, help="output folder of pictures.py")
    parser.add_argument("out", help="the HDF5 file to write")
    parser.add_argument("--seconds", type=float, default=3500)
    options = parser.parse_args()
    faces, crops = (
        np.load(options.pictures / f"{name}.npy", mmap_mode="r") for name in ("faces", "walls")
    )
    student = distil(options.teacher, options.start, faces, crops, options.seconds)
    write_backbone(student, options.out)


if __name__ == "__main__":
    main()
