"""Metrics of a classifier on held-out photos, as scikit-learn computes them."""
from __future__ import annotations

import numpy as np

# Keras's epsilon: probabilities are clipped to this distance from 0 and 1.
CLIP = 1e-7


def log_loss(labels: np.ndarray, scores: np.ndarray) -> float:
    """Mean cross-entropy. `labels`: 0 = female, 1 = male. `scores`: probability of female."""
    right = np.where(labels == 0, scores, 1 - scores)
    return float(-np.log(np.clip(right, CLIP, 1 - CLIP)).mean())


def figures(labels: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """Female is the positive class; undefined metrics are 0, an undefined ROC AUC is nan."""
    actual, said = labels == 0, scores >= 0.5
    hits = np.sum(actual & said)
    precision = hits / max(1, said.sum())
    recall = hits / max(1, actual.sum())
    return {
        "accuracy": float(np.mean(actual == said)),
        "precision": float(precision),
        "recall": float(recall),
        "F1": float(2 * hits / max(1, said.sum() + actual.sum())),
        "ROC AUC": roc_auc(actual, scores),
    }


def roc_auc(actual: np.ndarray, scores: np.ndarray) -> float:
    """The probability that a positive scores above a negative; ties count half (Mann and Whitney 1947)."""
    _, group, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    # The mean rank of each group of equal scores, from 1.
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[group]
    positives, negatives = int(actual.sum()), int((~actual).sum())
    if positives == 0 or negatives == 0:
        return float("nan")
    above = ranks[actual].sum() - positives * (positives + 1) / 2
    return float(above / (positives * negatives))
