"""Prints as JSON what figures.py computes for cases in a JSON file: python figures_of_cases.py PROJECT CASES.json"""
import json
import math
import sys

import numpy as np

project, cases = sys.argv[1:]
sys.path.insert(0, project)
from figures import figures

answers = {}
with open(cases, encoding="utf-8") as file:
    for case in json.load(file):
        # In the file, label 1 is positive; in the project, female is, which is label 0.
        values = figures(1 - np.array(case["labels"]), np.array(case["scores"]))
        answers[case["name"]] = {name: None if math.isnan(value) else value for name, value in values.items()}
json.dump(answers, sys.stdout)
