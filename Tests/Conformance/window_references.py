"""Convolutions and pools by their definitions: a loop over the places of the result."""
import itertools

import numpy as np


def cropped_or_padded(x, before, after, value):
    """x with its spatial axes padded, or cut where an amount is negative."""
    pads = [(0, 0), (0, 0)] + [(max(b, 0), max(e, 0)) for b, e in zip(before, after)]
    y = np.pad(x, pads, constant_values=value)
    cut = [slice(None), slice(None)] + [
        slice(max(-b, 0), None if e >= 0 else e) for b, e in zip(before, after)]
    return y[tuple(cut)]


def counts(a, x, kernel):
    """The number of windows along each spatial axis."""
    w = a["window"]
    sizes = []
    for i, n in enumerate(x.shape[2:]):
        room = (n + w["padsBefore"][i] + w["padsAfter"][i]
                - w["dilations"][i] * (kernel[i] - 1) - 1)
        step = w["strides"][i]
        if a.get("rounding", "floor") == "floor":
            sizes.append(room // step + 1)
        else:
            size = -(-room // step) + 1
            # The last window has to begin inside the input or the padding before it.
            if (size - 1) * step >= n + w["padsBefore"][i]:
                size -= 1
            sizes.append(size)
    return sizes


def windows(a, x, kernel, value):
    """Each place of the result with its window; what lies behind the padding is not a number."""
    w = a["window"]
    padded = cropped_or_padded(x, w["padsBefore"], w["padsAfter"], value)
    sizes = counts(a, x, kernel)
    spare = [s * t + d * k for s, t, d, k in zip(sizes, w["strides"], w["dilations"], kernel)]
    padded = cropped_or_padded(padded, [0] * len(spare), spare, np.nan)
    for place in itertools.product(*map(range, sizes)):
        pieces = [slice(p * s, p * s + d * (k - 1) + 1, d)
                  for p, s, d, k in zip(place, w["strides"], w["dilations"], kernel)]
        yield place, padded[(slice(None), slice(None), *pieces)]


def convolution(a, x, weight, bias=None):
    groups = a["groups"]
    kernel = weight.shape[2:]
    sizes = counts(a, x, kernel)
    y = np.zeros((x.shape[0], weight.shape[0], *sizes))
    outputs = weight.shape[0] // groups
    inputs = weight.shape[1]
    axes = tuple(range(1, x.ndim))
    for place, piece in windows(a, x, kernel, 0):
        for o in range(weight.shape[0]):
            g = o // outputs
            part = piece[:, g * inputs:(g + 1) * inputs]
            y[(slice(None), o, *place)] = (part * weight[o]).sum(axes)
    return y if bias is None else y + bias.reshape([-1] + [1] * len(kernel))


def convolution_transpose(a, x, weight, bias=None):
    w, groups = a["window"], a["groups"]
    kernel = weight.shape[2:]
    outputs, inputs = weight.shape[1], x.shape[1] // groups
    # Everything that an element reaches, then the padding is cut off.
    whole = [(n - 1) * s + d * (k - 1) + 1 + o for n, s, d, k, o in zip(
        x.shape[2:], w["strides"], w["dilations"], kernel, a["outputPadding"])]
    y = np.zeros((x.shape[0], outputs * groups, *whole))
    for place in itertools.product(*map(range, x.shape[2:])):
        for offset in itertools.product(*map(range, kernel)):
            target = tuple(p * s + k * d for p, s, k, d in zip(
                place, w["strides"], offset, w["dilations"]))
            for g in range(groups):
                rows = slice(g * inputs, (g + 1) * inputs)
                columns = slice(g * outputs, (g + 1) * outputs)
                y[(slice(None), columns, *target)] += (
                    x[(slice(None), rows, *place)] @ weight[(rows, slice(None), *offset)])
    negative = [-p for p in w["padsBefore"]], [-p for p in w["padsAfter"]]
    y = cropped_or_padded(y, *negative, 0)
    return y if bias is None else y + bias.reshape([-1] + [1] * len(kernel))


def pool(a, x, value, function):
    y = np.zeros((*x.shape[:2], *counts(a, x, a["kernel"])))
    for place, piece in windows(a, x, a["kernel"], value):
        y[(slice(None), slice(None), *place)] = function(piece.reshape(*x.shape[:2], -1))
    return y


def max_pool(a, x):
    return pool(a, x, -np.inf, lambda p: np.nanmax(p, -1))


def average_pool(a, x):
    padding = 0 if a["countsPadding"] else np.nan
    return pool(a, x, padding, lambda p: np.nanmean(p, -1))


def lp_pool(a, x):
    return pool(a, x, 0, lambda p: np.nansum(np.abs(p) ** a["order"], -1) ** (1 / a["order"]))


def adaptive(a, x, function):
    def bins(size, count):
        if a["rule"] == "fluxStride":
            step = size // count
            return [slice(i * step, i * step + size - (count - 1) * step) for i in range(count)]
        return [slice(i * size // count, -(-(i + 1) * size // count)) for i in range(count)]

    parts = [bins(n, m) for n, m in zip(x.shape[2:], a["outputSizes"])]
    y = np.zeros((*x.shape[:2], *a["outputSizes"]))
    for place in itertools.product(*(range(len(p)) for p in parts)):
        piece = x[(slice(None), slice(None), *(p[i] for p, i in zip(parts, place)))]
        y[(slice(None), slice(None), *place)] = function(piece.reshape(*x.shape[:2], -1), axis=-1)
    return y
