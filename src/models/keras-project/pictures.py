"""Decodes files to 224×224 RGB, as the page does."""
from __future__ import annotations

import io
import math

import numpy as np
from PIL import Image, ImageChops, ImageCms, ImageOps

SIZE = 224
# Divisors of RGB values, before 1 is subtracted.
DIVISORS = {"keras": 127.5, "teachable-machine": 127.0}


def is_picture(content: bytes) -> bool:
    """Whether the header is that of a picture large enough to show a face and small enough to open."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
    except Exception:  # Damaged files make Pillow raise all kinds of errors.
        return False
    return 8 <= min(width, height) and max(width, height) <= 20_000 and width * height <= 100_000_000


def read_picture(path: str, preprocessing: str) -> np.ndarray | None:
    """Bytes of shape [224, 224, 3]: the whole picture or, for Teachable Machine, its centre square.
    None, with a printed message, if it cannot be read."""
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
    """Full-size RGB as browsers show it: upright, in sRGB, transparent parts on white."""
    # Browsers ignore the EXIF orientation of WebP files.
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
    """A picture with 8 bits per channel. Pillow keeps 16-bit grey; browsers show the upper 8 bits."""
    if not image.mode.startswith("I"):
        return image
    grey = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    grey.info["icc_profile"] = image.info.get("icc_profile")
    return grey


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB without alpha, converted to sRGB if the picture has an ICC profile of another space."""
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
    """CMYK as shown by Firefox and WebKit, ignoring its profile, and by Chromium if it has no profile: each channel is
    white minus its ink, multiplied by white minus black."""
    *inks, black = [ImageChops.invert(band) for band in image.split()]
    return Image.merge("RGB", [ImageChops.multiply(ink, black) for ink in inks])


def is_grey(image: Image.Image) -> bool:
    return image.getbands()[0] in ("L", "1")


def changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    """Whether a transform changes no value by more than 1, as for most photos: browsers then skip it."""
    steps = np.linspace(0, 255, 8).astype(np.uint8)
    colours = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(8, 64, 3)
    before = Image.fromarray(colours).convert(mode)
    after = ImageCms.applyTransform(before, transform)
    difference = np.asarray(before.convert("RGB")).astype(int) - np.asarray(after)
    return np.abs(difference).max() <= 1


def centre_square(image: Image.Image) -> Image.Image:
    """The centre square as by `cropTo` of @teachablemachine/image: from the nearest pixels, not smoothed."""
    (across, left), (down, top) = (steps_of(side, min(image.size)) for side in image.size)
    place = (across, 0, left, 0, down, top)
    return image.transform((SIZE, SIZE), Image.Transform.AFFINE, place, Image.Resampling.BILINEAR)


def steps_of(side: int, shorter: int) -> tuple[float, float]:
    """The step in source pixels per output pixel, and the offset of the first one."""
    scaled = math.ceil(side * (SIZE / shorter))
    return side / scaled, (scaled - SIZE) // 2 * side / scaled
