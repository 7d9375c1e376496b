"""Selects, labels and splits photos exactly as the page that exported this project."""
from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

# In the order of the model's outputs.
LABELS = ("female", "male")
LABEL_NAMES = {
    **dict.fromkeys(("female", "woman", "women", "f", "girl", "girls"), 0),
    **dict.fromkeys(("male", "man", "men", "m", "boy", "boys"), 1),
}
PART_NAMES = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("val", "valid", "validation"), "val"),
    **dict.fromkeys(("test", "testing"), "test"),
}
SYSTEM_NAMES = {"__macosx", "@eadir", "thumbs.db", "ehthumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Photo:
    path: Path
    # Index in LABELS.
    label: int
    # "train", "val" or "test"; None if no folder names one.
    part: str | None
    # SHA-256 of the file's bytes, hexadecimal.
    hash: str


def find_photos(folder: Path, is_picture: Callable[[bytes], bool], part: str | None = None) -> list[Photo]:
    """All labelled photos below `folder`; prints what is left out. `part` overrides the folder names."""
    files, unlabelled = [], Counter()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        # As in the page, the folder's own name counts.
        names = [folder.absolute().name, *path.relative_to(folder).parts]
        if any(name.startswith(".") or name.lower() in SYSTEM_NAMES for name in names):
            continue
        label, named_part = meaning_of(names[:-1])
        if label is None:
            unlabelled[path.parent] += 1
        else:
            files.append((path, label, part or named_part))
    for parent, count in unlabelled.items():
        print(f"{parent}: no folder name means female or male, {count} files left out")

    photos = []
    with ThreadPoolExecutor() as threads:
        digests = threads.map(lambda file: hash_of(file[0], is_picture), files)
        for (path, label, file_part), digest in zip(files, digests):
            if digest is None:
                print(f"{path}: not a usable picture, left out")
            else:
                photos.append(Photo(path, label, file_part, digest))
    return photos


def meaning_of(folders: list[str]) -> tuple[int | None, str | None]:
    """The label named by the deepest folder, and the split named by the outermost one above it."""
    folders = [name.strip().lower() for name in folders]
    for depth in reversed(range(len(folders))):
        if folders[depth] in LABEL_NAMES:
            parts = [PART_NAMES[name] for name in folders[:depth] if name in PART_NAMES]
            return LABEL_NAMES[folders[depth]], parts[0] if parts else None
    return None, None


def hash_of(path: Path, is_picture: Callable[[bytes], bool]) -> str | None:
    """SHA-256 of a picture's bytes; None if it is not a picture."""
    content = path.read_bytes()
    return hashlib.sha256(content).hexdigest() if is_picture(content) else None


def without_conflicts(photos: list[Photo]) -> list[Photo]:
    """Leaves out all copies of photos with both labels, because the right label is unknown."""
    females, males = ({photo.hash for photo in photos if photo.label == label} for label in (0, 1))
    conflicts = females & males
    for photo in photos:
        if photo.hash in conflicts:
            print(f"{photo.path}: the same photo has both labels, left out")
    return [photo for photo in photos if photo.hash not in conflicts]


def split(photos: list[Photo], validation_share: float, seed: int) -> dict[str, list[Photo]]:
    """The photos of each split. If no folder names a validation split, it is drawn from the training photos, stratified
    by label, with all copies of a photo on one side. The page draws the same photos from the same seed."""
    parts = {"train": [], "val": [], "test": []}
    for photo in photos:
        parts[photo.part or "train"].append(photo)
    if parts["val"]:
        return parts

    drawn = set()
    for label in (0, 1):
        hashes = {photo.hash for photo in parts["train"] if photo.label == label}
        drawn.update(in_drawn_order(hashes, seed)[: validation_count(len(hashes), validation_share)])
    parts["val"] = [photo for photo in parts["train"] if photo.hash in drawn]
    parts["train"] = [photo for photo in parts["train"] if photo.hash not in drawn]
    return parts


def in_drawn_order(hashes: Iterable[str], seed: int) -> list[str]:
    """Each photo draws its own lot, so relabelling or removing one does not move the others."""
    return sorted(hashes, key=lambda digest: (first_number(seed, f"split {digest}"), digest))


def validation_count(photos: int, share: float) -> int:
    # Python's round() rounds 2.5 to 2, the page to 3.
    return 0 if photos < 2 else min(photos - 1, max(1, math.floor(photos * share + 0.5)))


def first_number(seed: int, purpose: str) -> int:
    """The first 32 bits of sfc32 by Chris Doty-Humphrey (PractRand), seeded with `seed` and `purpose`."""
    mask = 0xFFFFFFFF
    a, b, c, counter = fnv1a(purpose, 0x9E3779B9), fnv1a(purpose, 0x243F6A88), seed & mask, 1
    # The first 15 iterations only make similar seeds diverge.
    for _ in range(16):
        total = (a + b + counter) & mask
        counter = (counter + 1) & mask
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & mask
        c = (((c << 21) | (c >> 11)) + total) & mask
    return total


def fnv1a(text: str, start: int) -> int:
    value = start
    for letter in text:
        value = ((value ^ ord(letter)) * 0x01000193) & 0xFFFFFFFF
    return value
