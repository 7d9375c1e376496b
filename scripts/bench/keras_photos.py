"""Photos for the Keras programs in this folder, resized as the page does."""

from pathlib import Path

import keras
import numpy as np

SIZE = (224, 224)


def load_photos(folder: str) -> tuple[np.ndarray, np.ndarray]:
    """All photos of the folders `female` and `male`, as bytes, and their labels as pairs.

    `load_img` resizes with Pillow, which uses every pixel. `image_dataset_from_directory` would resize with
    `tf.image.resize`, which skips pixels when shrinking.
    """
    paths = [path for label in ("female", "male") for path in sorted(Path(folder, label).iterdir())]
    images = [keras.utils.load_img(path, target_size=SIZE, interpolation="bilinear") for path in paths]
    labels = [path.parent.name == "male" for path in paths]
    return np.stack(images), np.eye(2, dtype=np.float32)[np.array(labels, int)]
