"""The parts of a folder's photos, as photos.py splits them, as JSON: python split.py PROJECT FOLDER SHARE SEED

Needs nothing but Python: all files are taken for pictures. What photos.py says goes to standard error.
"""
import contextlib
import json
import sys
from pathlib import Path

project, folder, share, seed = sys.argv[1:]
sys.path.insert(0, project)
from photos import find_photos, split, without_conflicts

with contextlib.redirect_stdout(sys.stderr):
    photos = find_photos(Path(folder), is_picture=lambda content: True)
    parts = split(without_conflicts(photos), float(share), int(seed))
json.dump(
    {photo.path.relative_to(folder).as_posix(): part for part, members in parts.items() for photo in members},
    sys.stdout,
)
