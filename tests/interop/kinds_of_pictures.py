"""Writes pictures of many kinds and decodes each with pictures.py: python kinds_of_pictures.py PROJECT FOLDER

The kinds are those that tests/fixtures/pictures lacks. Prints JSON: for each file its width and height, and its pixels
at full size as base64 of RGB bytes.
"""
import base64
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

project, folder = map(Path, sys.argv[1:])
sys.path[:0] = [str(project), str(Path(__file__).parents[1] / "fixtures/pictures")]
from pictures import decoded
from profiles import adobe_rgb, display_p3

rng = np.random.default_rng(1)
spots = Image.fromarray(rng.integers(0, 256, (9, 12, 3)).astype(np.uint8))
colours = spots.resize((61, 47), Image.Resampling.BICUBIC)
grey = colours.convert("L")
alpha = grey.transpose(Image.Transpose.ROTATE_180)
palette = colours.quantize(16)
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# As bytes: when Pillow writes AVIF, it removes the orientation from an Exif object, because AVIF stores it elsewhere.
orientation = Image.Exif()
orientation[0x0112] = 6
exif = orientation.tobytes()

PICTURES = {
    "adobe_rgb.jpg": (colours, {"icc_profile": adobe_rgb(), "quality": 90}),
    "adobe_rgb.png": (colours, {"icc_profile": adobe_rgb()}),
    "damaged_profile.jpg": (colours, {"icc_profile": b"not a profile" * 20}),
    "exif_6.avif": (colours, {"exif": exif}),
    "exif_6.png": (colours, {"exif": exif}),
    "exif_6.webp": (colours, {"exif": exif, "lossless": True}),
    "grey_alpha.png": (Image.merge("LA", (grey, alpha)), {}),
    "grey_with_rgb_profile.jpg": (grey, {"icc_profile": display_p3()}),
    "one_bit.png": (colours.convert("1"), {}),
    "one_transparent_colour.png": (colours, {"transparency": colours.getpixel((5, 5))}),
    "one_transparent_entry.gif": (palette, {"transparency": 3}),
    "palette_p3.png": (palette, {"icc_profile": display_p3()}),
    "palette.bmp": (palette, {}),
    "srgb_profile.jpg": (colours, {"icc_profile": srgb, "quality": 90}),
    "p3.webp": (colours, {"icc_profile": display_p3(), "lossless": True}),
    "p3_alpha.png": (Image.merge("RGBA", (*colours.split(), alpha)), {"icc_profile": display_p3()}),
}

answers = {}
for name, (picture, options) in PICTURES.items():
    picture.save(folder / name, **options)
    with Image.open(folder / name) as opened:
        image = decoded(opened)
    rgb = base64.b64encode(np.asarray(image).tobytes()).decode()
    answers[name] = {"width": image.width, "height": image.height, "rgb": rgb}
json.dump(answers, sys.stdout)
