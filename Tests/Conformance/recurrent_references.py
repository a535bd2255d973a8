"""Recurrent layers, step by step; x is [time, batch, in], weights are [directions, rows, columns]."""
import numpy as np

ACTIVATIONS = {
    "tanh": np.tanh, "relu": lambda x: np.maximum(x, 0), "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "softsign": lambda x: x / (1 + np.abs(x)), "softplus": lambda x: np.logaddexp(0, x),
    "identity": lambda x: x,
}
sigmoid = ACTIVATIONS["sigmoid"]


def run(a, x, states, step):
    """All steps of all directions; `step(direction, row, state)` gives the next state, whose first part
    is the result."""
    time, batch, _ = x.shape
    directions = 2 if a["direction"] == "bidirectional" else 1
    hidden = a["hiddenSize"]
    y = np.zeros((time, directions, batch, hidden))
    finals = [np.zeros((directions, batch, hidden)) for _ in states]
    for d in range(directions):
        backwards = a["direction"] == "reverse" or d == 1
        state = [np.zeros((batch, hidden)) if s is None else s[d] for s in states]
        for t in reversed(range(time)) if backwards else range(time):
            state = step(d, x[t], state)
            y[t, d] = state[0]
        for final, part in zip(finals, state):
            final[d] = part
    return (y, *finals)


def offset(bias, d):
    return 0 if bias is None else bias[d]


def rnn(a, x, w, r, bias=None, hidden=None):
    activation = ACTIVATIONS[a["activation"]]

    def step(d, row, state):
        return [activation(row @ w[d].T + state[0] @ r[d].T + offset(bias, d))]
    return run(a, x, [hidden], step)


def lstm(a, x, w, r, bias=None, hidden=None, cell=None):
    def step(d, row, state):
        gates = row @ w[d].T + state[0] @ r[d].T + offset(bias, d)
        i, o, f, c = np.split(gates, 4, 1)
        cell = sigmoid(f) * state[1] + sigmoid(i) * np.tanh(c)
        return [sigmoid(o) * np.tanh(cell), cell]
    return run(a, x, [hidden, cell], step)


def gru(a, x, w, r, bias=None, recurrent_bias=None, hidden=None):
    def step(d, row, state):
        h = state[0]
        zi, ri, ni = np.split(row @ w[d].T + offset(bias, d), 3, 1)
        rows = np.split(r[d], 3)
        biases = np.split(np.zeros(w.shape[1]) + offset(recurrent_bias, d), 3)
        z = sigmoid(zi + h @ rows[0].T + biases[0])
        reset = sigmoid(ri + h @ rows[1].T + biases[1])
        if a["resetsAfterMultiplication"]:
            n = np.tanh(ni + reset * (h @ rows[2].T + biases[2]))
        else:
            n = np.tanh(ni + (reset * h) @ rows[2].T + biases[2])
        return [(1 - z) * n + z * h]
    return run(a, x, [hidden], step)
