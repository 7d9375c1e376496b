"""Predicts with a model file in Keras: python predict.py MODEL.h5 FOLDER

Loads it with and without compiling, and prints the probabilities for each 224×224 PNG below the folder as JSON, by
file name.
"""
import json
import os
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
from PIL import Image

file, folder = sys.argv[1:]
images = sorted(Path(folder).rglob("*.png"))
pixels = np.stack([np.asarray(Image.open(image).convert("RGB"), np.float32) for image in images])
answers = {}
for compiled in (False, True):
    model = keras.models.load_model(file, compile=compiled)
    probabilities = model.predict(pixels / 127.5 - 1, verbose=0).tolist()
    answers["compiled" if compiled else "plain"] = {image.name: p for image, p in zip(images, probabilities)}
json.dump(answers, sys.stdout)
