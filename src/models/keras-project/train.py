"""Continues training the exported classifier in Keras, on the same folders of photos: python train.py --data photos

Runs on the CPU, on all GPUs of a machine, or on several machines named in TF_CONFIG (see README.md). The recipe is the
page's: frozen backbone, Adam on categorical cross-entropy, early stopping on validation loss that restores the best
epoch. --fine-tune also trains the backbone's convolutions.
"""
from __future__ import annotations

import argparse
import json
import logging
import math
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["KERAS_BACKEND"] = "tensorflow"
import h5py
import keras
import numpy as np
import tensorflow as tf

from figures import figures, log_loss
from photos import LABELS, Photo, find_photos, split, without_conflicts
from pictures import DIVISORS, SIZE, is_picture, read_picture

# Otherwise they warn, for example, that HDF5, which the page needs, is not Keras's newest format.
logging.getLogger("absl").setLevel(logging.ERROR)
logging.getLogger("tensorflow").setLevel(logging.ERROR)

HERE = Path(__file__).parent
EXPORTED_MODEL = HERE / "gender_classifier_mobilenetv2.h5"
FINE_TUNING_RATE = 3e-4
# The machines that train together, and the index of this one; empty for a single machine.
TF_CONFIG = json.loads(os.environ.get("TF_CONFIG") or "{}")


def main() -> None:
    options = read_options()
    project = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))
    settings = project["settings"]
    settings["epochs"] = settings["epochs"] if options.epochs is None else options.epochs
    settings["seed"] = settings["seed"] if options.seed is None else options.seed
    keras.utils.set_random_seed(settings["seed"] % 2**32)
    # Before any other computation: workers on several machines must first connect.
    many_machines = "cluster" in TF_CONFIG
    strategy = tf.distribute.MultiWorkerMirroredStrategy() if many_machines else tf.distribute.MirroredStrategy()
    cards = len(tf.config.list_physical_devices("GPU"))
    print(f"{strategy.num_replicas_in_sync} replicas; {cards} GPUs on this machine")

    parts = read_photos(options, settings)
    trainer = Trainer(strategy, project, parts["train"], options.fine_tune)
    trainer.fit(parts["train"], parts["val"])

    evaluations = {}
    for part in ("val", "test"):
        if parts[part]:
            labels, scores = trainer.score(trainer.batches(parts[part]))
            evaluations[part] = {"labels": labels.tolist(), "scores": [round(score, 6) for score in scores.tolist()]}
            told = ", ".join(f"{name} {value:.3f}" for name, value in figures(labels, scores).items())
            print(f"{part}: {told} ({len(labels)} photos; precision, recall and F1 of female)")
    save(trainer.model, options.out, project, evaluations)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder with folders of female and male photos")
    add("--val", type=Path, help="folder of validation photos; default: a val folder or a share of the photos")
    add("--test", type=Path, help="folder of test photos")
    add("--epochs", type=int, help="maximum number of epochs; default: as in settings.json")
    add("--seed", type=int, help="changing it selects other validation photos, some of which the model was trained on")
    add("--fine-tune", action="store_true", help="train the backbone's convolutions too, batch norm frozen")
    add("--out", type=Path, default=Path("gender_classifier_mobilenetv2_keras.h5"), help="output file, name.h5")
    options = parser.parse_args()
    for folder in (options.data, options.val, options.test):
        if folder is not None and not folder.is_dir():
            parser.error(f"there is no folder {folder}")
    if options.out.suffix != ".h5" or not options.out.parent.is_dir():
        parser.error("--out must be an .h5 file in an existing folder")
    return options


def read_photos(options: argparse.Namespace, settings: dict) -> dict[str, list[Photo]]:
    photos = find_photos(options.data, is_picture)
    for folder, part in ((options.val, "val"), (options.test, "test")):
        photos += find_photos(folder, is_picture, part) if folder else []
    parts = split(without_conflicts(photos), settings["validationShare"], settings["seed"])
    for part, members in parts.items():
        counts = [sum(photo.label == label for photo in members) for label in (0, 1)]
        print(f"{part}: {counts[0]} {LABELS[0]}, {counts[1]} {LABELS[1]}")
        if part != "test" and 0 in counts:
            raise SystemExit("Training and validation need photos of both labels.")
    return parts


class Trainer:
    """One training loop for all setups: each replica (GPU, worker) computes its share of a batch, and `tf.distribute`
    sums the gradients."""

    def __init__(self, strategy: tf.distribute.Strategy, project: dict, train: list[Photo], fine_tune: bool):
        self.strategy = strategy
        self.preprocessing = project["preprocessing"]
        self.settings = settings = project["settings"]
        self.batch_per_replica = math.ceil(settings["batchSize"] / strategy.num_replicas_in_sync)
        self.class_weights = tf.constant(balanced_weights(train) if settings["classWeights"] else [1.0, 1.0])
        rate = settings["learningRate"]
        if fine_tune:
            rate = keras.optimizers.schedules.CosineDecay(FINE_TUNING_RATE, settings["epochs"] * self.steps(train))
        with strategy.scope():
            self.model = load_model(settings["dropout"], fine_tune)
            self.optimizer = keras.optimizers.Adam(rate)
            # With several replicas, variables cannot be created within a step.
            self.optimizer.build(self.model.trainable_variables)

    def fit(self, train: list[Photo], val: list[Photo]) -> None:
        """Trains until the epochs or the patience run out; the model then has the weights of the best epoch.
        Epoch 0 is the exported model."""
        settings = self.settings
        train_batches, val_batches = self.batches(train, shuffled=True), self.batches(val)
        best_epoch, best_loss, best_weights = 0, math.inf, self.model.get_weights()
        for epoch in range(settings["epochs"] + 1):
            started = time.monotonic()
            learnt = self.learn_epoch(train_batches) if epoch > 0 else "as exported"
            labels, scores = self.score(val_batches)
            loss, accuracy = log_loss(labels, scores), figures(labels, scores)["accuracy"]
            seconds = time.monotonic() - started
            checked = f"validation loss {loss:.4f}, accuracy {accuracy:.3f}"
            print(f"epoch {epoch}: {learnt}, {checked} ({seconds:.1f} s)", flush=True)
            if loss < best_loss:
                best_epoch, best_loss, best_weights = epoch, loss, self.model.get_weights()
            elif settings["patience"] is not None and epoch - best_epoch >= settings["patience"]:
                break
        self.model.set_weights(best_weights)
        print(f"best epoch: {best_epoch}")

    def learn_epoch(self, batches: tf.distribute.DistributedDataset) -> str:
        loss, right, count = sum(self.learn_batch(*batch).numpy() for batch in batches)
        return f"loss {loss / count:.4f}, accuracy {right / count:.3f}"

    def score(self, batches: tf.distribute.DistributedDataset) -> tuple[np.ndarray, np.ndarray]:
        """Labels and probabilities of female for all photos, in no particular order."""
        female, label, present = np.concatenate([self.score_batch(*batch).numpy() for batch in batches]).T
        return label[present == 1].astype(int), female[present == 1]

    @tf.function
    def learn_batch(self, *batch: tf.distribute.DistributedValues) -> tf.Tensor:
        """One optimizer step. Returns sums over the batch: loss, correct predictions, photos."""
        return self.strategy.reduce("SUM", self.strategy.run(self.learn_share, batch), axis=None)

    def learn_share(self, images: tf.Tensor, labels: tf.Tensor, present: tf.Tensor) -> tf.Tensor:
        count = tf.reduce_sum(present)
        batch_count = tf.distribute.get_replica_context().all_reduce("SUM", count)
        with tf.GradientTape() as tape:
            probabilities = self.model(self.prepared(images), training=True)
            # One-hot labels times -log p, with p clipped: categorical cross-entropy.
            losses = keras.losses.sparse_categorical_crossentropy(labels, probabilities)
            loss = tf.reduce_sum(losses * present * tf.gather(self.class_weights, labels))
            # Replicas' gradients are summed, which gives the mean over the whole batch.
            share = loss / batch_count
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(share, variables), variables))
        right = tf.cast((probabilities[:, 0] >= 0.5) == (labels == 0), tf.float32)
        return tf.stack([loss, tf.reduce_sum(right * present), count])

    @tf.function
    def score_batch(self, *batch: tf.distribute.DistributedValues) -> tf.Tensor:
        """[photos, 3]: probability of female, label, and 1 for photos, 0 for padding."""
        return self.strategy.gather(self.strategy.run(self.score_share, batch), axis=0)

    def score_share(self, images: tf.Tensor, labels: tf.Tensor, present: tf.Tensor) -> tf.Tensor:
        female = self.model(self.prepared(images), training=False)[:, 0]
        return tf.stack([female, tf.cast(labels, tf.float32), present], axis=1)

    def prepared(self, images: tf.Tensor) -> tf.Tensor:
        return tf.cast(images, tf.float32) / DIVISORS[self.preprocessing] - 1

    def steps(self, photos: list[Photo]) -> int:
        return math.ceil(len(photos) / (self.batch_per_replica * self.strategy.num_replicas_in_sync))

    def batches(self, photos: list[Photo], shuffled: bool = False) -> tf.distribute.DistributedDataset:
        """Batches of bytes [n, 224, 224, 3], labels [n], and 1 for photos, 0 for padding. Each worker reads its own
        share of the photos once and keeps it in memory; all have the same number of batches, because they synchronise
        after each."""

        def share(context: tf.distribute.InputContext) -> tf.data.Dataset:
            mine = photos[context.input_pipeline_id :: context.num_input_pipelines]
            paths = tf.constant([str(photo.path) for photo in mine], tf.string)
            labels = tf.constant([photo.label for photo in mine], tf.int32)
            dataset = tf.data.Dataset.from_tensor_slices((paths, labels))
            dataset = dataset.map(self.read, num_parallel_calls=tf.data.AUTOTUNE).cache()
            if shuffled:
                dataset = dataset.shuffle(max(1, len(mine)), seed=self.settings["seed"])
            replicas_here = self.strategy.num_replicas_in_sync // context.num_input_pipelines
            missing = self.steps(photos) * self.batch_per_replica * replicas_here - len(mine)
            nothing = (tf.zeros([SIZE, SIZE, 3], tf.uint8), tf.constant(0), tf.constant(0.0))
            dataset = dataset.concatenate(tf.data.Dataset.from_tensors(nothing).repeat(missing))
            return dataset.batch(self.batch_per_replica, drop_remainder=True).prefetch(tf.data.AUTOTUNE)

        return self.strategy.distribute_datasets_from_function(share)

    def read(self, path: tf.Tensor, label: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
        def decode(path: bytes) -> tuple[np.ndarray, np.float32]:
            image = read_picture(path.decode(), self.preprocessing)
            present = image is not None
            return image if present else np.zeros([SIZE, SIZE, 3], np.uint8), np.float32(present)

        image, present = tf.numpy_function(decode, [path], (tf.uint8, tf.float32))
        return tf.ensure_shape(image, [SIZE, SIZE, 3]), label, tf.ensure_shape(present, [])


def load_model(dropout: float, fine_tune: bool) -> keras.Model:
    """The exported model, with the layers to train marked as trainable."""

    def copy(layer: keras.layers.Layer) -> keras.layers.Layer:
        rate = {"rate": dropout} if isinstance(layer, keras.layers.Dropout) else {}
        return type(layer).from_config({**layer.get_config(), **rate})

    exported = keras.models.load_model(EXPORTED_MODEL, compile=False)
    model = keras.models.clone_model(exported, clone_function=copy)
    model.set_weights(exported.get_weights())
    for layer in model.layers:
        # Frozen batch norm uses its moving averages even while other layers are trained.
        is_norm = isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = isinstance(layer, keras.layers.Dense) or (fine_tune and not is_norm)
    return model


def balanced_weights(photos: list[Photo]) -> list[float]:
    """scikit-learn's class_weight="balanced"."""
    males = sum(photo.label for photo in photos)
    return [len(photos) / (2 * (len(photos) - males)), len(photos) / (2 * males)]


def save(model: keras.Model, file: Path, project: dict, evaluations: dict) -> None:
    """Saves the model for Keras, with the metadata that the page reads. Every worker must take part, but only the
    chief's file is the result."""
    if not is_chief():
        with tempfile.TemporaryDirectory() as folder:
            model.save(Path(folder) / file.name)
        return
    model.save(file)
    record = {
        "format": "twofold/1",
        "name": project["name"],
        "created": round(time.time() * 1000),
        "labels": project["labels"],
        "preprocessing": project["preprocessing"],
        "evaluations": evaluations,
    }
    with h5py.File(file, "r+") as hdf5:
        hdf5.attrs["twofold"] = json.dumps(record)
    print(f"saved {file}")


def is_chief() -> bool:
    task = TF_CONFIG.get("task", {"type": "worker", "index": 0})
    return task["type"] == "chief" or (task["index"] == 0 and "chief" not in TF_CONFIG.get("cluster", {}))


if __name__ == "__main__":
    main()
