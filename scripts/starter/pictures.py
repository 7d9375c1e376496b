"""Makes the pictures that the starter is distilled on: drawn faces and crops of wallpapers.

No picture shows a real person. The wallpapers are the freely licensed photographs and drawings in
Debian's packages gnome-backgrounds, mate-backgrounds and plasma-workspace-wallpapers.
Writes `faces.npy` and `walls.npy`, each N x 224 x 224 x 3 uint8.
"""

import argparse
from multiprocessing import Pool
from pathlib import Path

import cv2
import numpy as np

from draw_faces import SIZE, face

# Each share has its own seed; the pictures depend on the number of shares.
SHARES = 4
FIRST_FACE_SEED = 7000
FIRST_CROP_SEED = 8000
PROCESSES = 2

# Smaller files in the packages are thumbnails and icons.
SMALLEST_FILE = 80_000
LONGEST_SIDE = 1600
SMALLEST_CROP = 60


def load_wallpapers(folder: Path) -> list[np.ndarray]:
    """Loads all larger pictures below the folder as RGB, scaled to at most LONGEST_SIDE."""
    wallpapers = []
    for path in sorted(folder.rglob("*")):
        is_picture = path.suffix.lower() in {".jpg", ".png", ".webp"}
        if not is_picture or path.stat().st_size <= SMALLEST_FILE:
            continue
        picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if picture is None:
            continue
        scale = LONGEST_SIDE / max(picture.shape[:2])
        if scale < 1:
            picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        wallpapers.append(picture[:, :, ::-1])
    return wallpapers


def crop(rng: np.random.Generator, wallpapers: list[np.ndarray]) -> np.ndarray:
    """Cuts a random square out of a random wallpaper: rotated, stretched and recoloured."""
    picture = wallpapers[rng.integers(len(wallpapers))]
    height, width = picture.shape[:2]
    side = int(np.exp(rng.uniform(np.log(SMALLEST_CROP), np.log(min(height, width)))))
    aspect = np.exp(rng.uniform(-0.35, 0.35))
    angle = rng.uniform(-45, 45) if rng.random() < 0.6 else rng.uniform(-180, 180)
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    matrix = cv2.getRotationMatrix2D((x, y), angle, SIZE / side)
    matrix[0] *= aspect
    matrix[:, 2] += SIZE / 2 - matrix @ np.array([x, y, 1])
    square = cv2.warpAffine(picture, matrix, (SIZE, SIZE), borderMode=cv2.BORDER_REFLECT_101)
    return recolour(rng, square)


def recolour(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Changes hue, saturation, contrast and brightness; may remove colour, blur or add noise."""
    if rng.random() < 0.8:
        hsv = cv2.cvtColor(picture, cv2.COLOR_RGB2HSV).astype(np.int32)
        shift = rng.uniform(-90, 90) if rng.random() < 0.5 else rng.uniform(-10, 10)
        hsv[..., 0] = (hsv[..., 0] + int(shift)) % 180
        hsv[..., 1] = np.clip(hsv[..., 1] * rng.uniform(0.2, 1.6), 0, 255)
        picture = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB)
    contrast, brightness = rng.uniform(0.5, 1.5), rng.uniform(-50, 50)
    values = (picture.astype(np.float32) - 128) * contrast + 128 + brightness
    if rng.random() < 0.15:
        values[:] = values.mean(2, keepdims=True)
    if rng.random() < 0.25:
        values = cv2.GaussianBlur(values, (0, 0), rng.uniform(0.5, 3))
    if rng.random() < 0.25:
        values += rng.normal(0, rng.uniform(3, 25), values.shape)
    return np.clip(values, 0, 255).astype(np.uint8)


def draw_share(job: tuple[int, int]) -> np.ndarray:
    """Draws faces, half of them recoloured, some closer; `job` is a seed and a count."""
    seed, count = job
    rng = np.random.default_rng(seed)
    pictures = np.empty((count, SIZE, SIZE, 3), np.uint8)
    for index in range(count):
        picture, _targets = face(rng)
        if rng.random() < 0.5:
            picture = recolour(rng, picture)
        if rng.random() < 0.4:
            side = int(rng.integers(90, 200))
            x, y = rng.integers(0, SIZE - side, 2)
            picture = cv2.resize(picture[y : y + side, x : x + side], (SIZE, SIZE))
        pictures[index] = picture
    return pictures


def crop_share(job: tuple[int, int, Path]) -> np.ndarray:
    """Crops wallpapers; `job` is a seed, a count, and their folder."""
    seed, count, folder = job
    rng = np.random.default_rng(seed)
    wallpapers = load_wallpapers(folder)
    if not wallpapers:
        raise SystemExit(f"{folder} contains no wallpapers: unpack the packages there first.")
    return np.stack([crop(rng, wallpapers) for _ in range(count)])


def main() -> None:
    """Draws and crops in several processes, and writes both arrays."""
    parser = argparse.ArgumentParser(description="Makes the pictures to distil the starter on.")
    parser.add_argument("wallpapers", type=Path, help="folder with the unpacked packages")
    parser.add_argument("out", type=Path, help="folder to write faces.npy and walls.npy to")
    parser.add_argument("--each", type=int, default=6000, help="number of faces, and of crops")
    options = parser.parse_args()
    share = options.each // SHARES
    folder = options.wallpapers
    face_jobs = [(FIRST_FACE_SEED + k, share) for k in range(SHARES)]
    crop_jobs = [(FIRST_CROP_SEED + k, share, folder) for k in range(SHARES)]
    with Pool(PROCESSES) as pool:
        faces = pool.map(draw_share, face_jobs)
        crops = pool.map(crop_share, crop_jobs)
    options.out.mkdir(parents=True, exist_ok=True)
    np.save(options.out / "faces.npy", np.concatenate(faces))
    np.save(options.out / "walls.npy", np.concatenate(crops))


if __name__ == "__main__":
    main()
