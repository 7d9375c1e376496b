"""From a file to 224×224 RGB, as the page does it."""
from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageChops, ImageCms, ImageOps

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
            image = decoded(opened)
    except Exception as error:  # As above.
        print(f"{path}: cannot be read, skipped ({error})")
        return None
    if preprocessing == "teachable-machine":
        return np.asarray(centre_square(image))
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BILINEAR))


def decoded(opened: Image.Image) -> Image.Image:
    """RGB in its full size as browsers show it: upright, its colours in sRGB, transparent parts on white."""
    # Browsers do not look at the EXIF of a WebP file.
    image = high_bytes(opened if opened.format == "WEBP" else ImageOps.exif_transpose(opened))
    if "transparency" in image.info:
        image = image.convert("RGBA")
    colours = in_srgb(image, image.info.get("icc_profile"))
    if "A" in image.getbands():
        colours.putalpha(image.getchannel("A"))
        ground = Image.new("RGBA", colours.size, "white")
        ground.alpha_composite(colours)
        colours = ground.convert("RGB")
    return colours


def high_bytes(image: Image.Image) -> Image.Image:
    """A picture of 8 bits per channel. Pillow keeps grey ones of 16 bits, of which browsers show the higher 8."""
    if not image.mode.startswith("I"):
        return image
    grey = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    grey.info["icc_profile"] = image.info.get("icc_profile")
    return grey


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB without alpha, converted to sRGB where the picture has the ICC profile of another space."""
    if image.mode == "CMYK":
        return rgb_of_inks(image)
    plain = image.convert("RGB")
    if not profile:
        return plain
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        source = {"RGB ": plain, "GRAY": image.convert("L") if is_grey(image) else None}.get(given.profile.xcolor_space)
        if source is None:
            return plain
        to_srgb = ImageCms.buildTransform(given, ImageCms.createProfile("sRGB"), source.mode, "RGB")
        return plain if changes_nothing(to_srgb, source.mode) else ImageCms.applyTransform(source, to_srgb)
    except (ImageCms.PyCMSError, OSError):  # The profile is damaged.
        return plain


def rgb_of_inks(image: Image.Image) -> Image.Image:
    """What Firefox and WebKit show of a CMYK picture, whatever its profile, and Chromium of one without a profile:
    white, times what cyan, magenta or yellow leave of it, times what black leaves of it."""
    *inks, black = [ImageChops.invert(band) for band in image.split()]
    return Image.merge("RGB", [ImageChops.multiply(ink, black) for ink in inks])


def is_grey(image: Image.Image) -> bool:
    return image.getbands()[0] in ("L", "1")


def changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether a transform moves no value by more than 1, as that of most photos: browsers then leave them alone."""
    steps = np.linspace(0, 255, 8).astype(np.uint8)
    colours = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(8, 64, 3)
    before = Image.fromarray(colours).convert(mode)
    after = ImageCms.applyTransform(before, transform)
    difference = np.asarray(before.convert("RGB")).astype(int) - np.asarray(after)
    return np.abs(difference).max() <= 1


def centre_square(image: Image.Image) -> Image.Image:
    """The centre square as `cropTo` of @teachablemachine/image takes it: from the nearest pixels alone, not smoothed."""
    (across, left), (down, top) = (steps_of(side, min(image.size)) for side in image.size)
    place = (across, 0, left, 0, down, top)
    return image.transform((SIZE, SIZE), Image.Transform.AFFINE, place, Image.Resampling.BILINEAR)


def steps_of(side: int, shorter: int) -> tuple[float, float]:
    """Pixels of the picture from one pixel of the square to the next, and up to the first one."""
    scaled = math.ceil(side * (SIZE / shorter))
    return side / scaled, (scaled - SIZE) // 2 * side / scaled
