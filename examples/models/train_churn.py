"""Fits a logistic regression by gradient descent, and keeps it in the model's folder."""
import json
import os
import sys

import numpy as np

months = np.array([0, 1, 2, 6, 9, 12, 18, 24])
has_left = np.array([0, 0, 0, 0, 1, 1, 1, 1])
weight = intercept = 0.0
for step in range(1, 2001):
    error = 1 / (1 + np.exp(-(intercept + weight * months))) - has_left
    weight -= 0.01 * (error * months).mean()
    intercept -= 0.01 * error.mean()
    if step % 500 == 0:
        print(f"step {step}: error {np.abs(error).mean():.3f}")

with open(os.path.join(os.environ["CODE_ENVS_MODEL_FOLDER"], "model.json"), "w") as file:
    json.dump({"intercept": round(float(intercept), 3), "months_since_last_order": round(float(weight), 3)}, file)
print(f"Trained with {sys.executable}.")
