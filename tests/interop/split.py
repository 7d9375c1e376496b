"""Prints how photos.py splits a folder's photos, as JSON: python split.py PROJECT FOLDER SHARE SEED

Needs only Python, because it treats all files as pictures. The output of photos.py goes to standard error.
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
