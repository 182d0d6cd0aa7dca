"""Trains a network of two layers to tell whether two signals differ, and keeps its weights in the model's folder."""
import os
import sys

import numpy as np

random = np.random.default_rng(7)
inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
wanted = np.array([[0], [1], [1], [0]], float)
hidden, hidden_bias = random.normal(size=(2, 8)), np.zeros(8)
output, output_bias = random.normal(size=(8, 1)), np.zeros(1)
for epoch in range(1, 3001):
    activations = np.tanh(inputs @ hidden + hidden_bias)
    answers = 1 / (1 + np.exp(-(activations @ output + output_bias)))
    error = answers - wanted
    back = (error @ output.T) * (1 - activations**2)
    output -= 0.1 * activations.T @ error
    output_bias -= 0.1 * error.sum(axis=0)
    hidden -= 0.1 * inputs.T @ back
    hidden_bias -= 0.1 * back.sum(axis=0)
    if epoch % 1000 == 0:
        print(f"epoch {epoch}: error {np.abs(error).mean():.3f}")

np.savez(os.path.join(os.environ["CODE_ENVS_MODEL_FOLDER"], "weights.npz"), hidden, hidden_bias, output, output_bias)
print("Answers:", *answers.round().astype(int).ravel(), "with NumPy", np.__version__, "of", sys.prefix)
