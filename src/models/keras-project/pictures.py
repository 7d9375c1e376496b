"""From a file to 224×224 RGB, as the page does it."""
from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageOps

SIZE = 224
# What RGB values are divided by before 1 is subtracted.
DIVISORS = {"keras": 127.5, "teachable-machine": 127.0}


def is_picture(content: bytes) -> bool:
    """Whether a file's header is that of a picture large enough to show a face and small enough to open."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
    except Exception:  # Pillow raises whatever a damaged file makes it stumble on.
        return False
    return 8 <= min(width, height) and max(width, height) <= 20_000 and width * height <= 100_000_000


def read_picture(path: str, preprocessing: str) -> np.ndarray | None:
    """Bytes of shape [224, 224, 3]: the whole picture, or, as Teachable Machine wants it, its centre square.
    None, with a printed line, where it cannot be read."""
    try:
        with Image.open(path) as opened:
            image = on_white(ImageOps.exif_transpose(opened))
    except Exception as error:  # As above.
        print(f"{path}: cannot be read, skipped ({error})")
        return None
    if preprocessing == "teachable-machine":
        image = centre_square(image)
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BILINEAR))


def on_white(image: Image.Image) -> Image.Image:
    """RGB, transparent parts on white."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    picture = image.convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    return ground.convert("RGB")


def centre_square(image: Image.Image) -> Image.Image:
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))
