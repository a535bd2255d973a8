"""Resampling by its definition, one axis after the other, and sampling at the places of a grid."""
import math

import numpy as np


def place(kind, i, size, count, scale):
    """Where in an axis of `size` elements the sample i of `count` lies."""
    if kind == "asymmetric":
        return i / scale
    if kind == "alignCorners":
        return 0 if count == 1 else i * (size - 1) / (count - 1)
    if kind == "pytorchHalfPixel" and count == 1:
        return 0
    return (i + 0.5) / scale - 0.5


def cubic(distance, c):
    d = abs(distance)
    if d <= 1:
        return ((c + 2) * d - (c + 3)) * d * d + 1
    if d < 2:
        return ((c * d - 5 * c) * d + 8 * c) * d - 4 * c
    return 0


def matrix(a, size, count, scale):
    """The weights of the elements for each sample."""
    m = np.zeros((count, size))
    for i in range(count):
        x = place(a["coordinates"], i, size, count, scale)
        if a["mode"] == "nearest":
            half = x - math.floor(x) == 0.5
            j = {
                "floor": math.floor(x), "ceil": math.ceil(x),
                "roundPreferFloor": math.floor(x) if half else math.floor(x + 0.5),
                "roundPreferCeil": math.ceil(x) if half else math.floor(x + 0.5),
            }[a["nearestRounding"]]
            m[i, min(max(j, 0), size - 1)] = 1
        elif a["mode"] == "linear":
            x = min(max(x, 0), size - 1)
            j = math.floor(x)
            m[i, j] += 1 - (x - j)
            m[i, min(j + 1, size - 1)] += x - j
        else:
            j = math.floor(x)
            for k in range(j - 1, j + 3):
                m[i, min(max(k, 0), size - 1)] += cubic(x - k, a["cubicCoefficient"])
    return m


def resize(a, x):
    (kind, values), = a["extent"].items()
    for axis, value in enumerate(values, 2):
        size = x.shape[axis]
        scale = value if kind == "scales" else value / size
        count = math.floor(size * value) if kind == "scales" else value
        x = np.moveaxis(np.moveaxis(x, axis, -1) @ matrix(a, size, count, scale).T, -1, axis)
    return x


def grid_sample(a, x, grid):
    n, c, h, w = x.shape
    y = np.zeros((n, c, *grid.shape[1:3]))
    for b, i, j in np.ndindex(n, *grid.shape[1:3]):
        u = pixel(a, grid[b, i, j, 0], w)
        v = pixel(a, grid[b, i, j, 1], h)
        if a["mode"] == "nearest":
            y[b, :, i, j] = element(a, x[b], round(v), round(u))
        else:
            u0, v0 = math.floor(u), math.floor(v)
            for dv, du in ((0, 0), (0, 1), (1, 0), (1, 1)):
                weight = abs(1 - dv - (v - v0)) * abs(1 - du - (u - u0))
                y[b, :, i, j] += weight * element(a, x[b], v0 + dv, u0 + du)
    return y


def pixel(a, position, size):
    p = ((position + 1) / 2 * (size - 1) if a["alignsCorners"]
         else ((position + 1) * size - 1) / 2)
    if a["padding"] == "border":
        return min(max(p, 0), size - 1)
    if a["padding"] == "reflection":
        low, high = (0, size - 1) if a["alignsCorners"] else (-0.5, size - 0.5)
        while p < low or p > high:
            p = 2 * low - p if p < low else 2 * high - p
        return min(max(p, 0), size - 1)
    return p


def element(a, plane, row, column):
    if 0 <= row < plane.shape[1] and 0 <= column < plane.shape[2]:
        return plane[:, row, column]
    return 0


def between(plane, row, column):
    """A plane's number between its elements; there are zeros around them."""
    top, left = math.floor(row), math.floor(column)
    total = 0.0
    for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)):
        y, x = top + i, left + j
        if 0 <= y < plane.shape[0] and 0 <= x < plane.shape[1]:
            total += plane[y, x] * (1 - abs(row - y)) * (1 - abs(column - x))
    return total


def deformable_convolution(a, x, weight, offset, bias=None, mask=None):
    w, parts = a["window"], a["offsetGroups"]
    height, width = weight.shape[2:]
    inputs, outputs = weight.shape[1], weight.shape[0] // a["groups"]
    y = np.zeros((x.shape[0], weight.shape[0], *offset.shape[2:]))
    for n, o, p, q in np.ndindex(y.shape):
        for c, k, l in np.ndindex(weight.shape[1:]):
            channel = o // outputs * inputs + c
            place = (channel // (x.shape[1] // parts) * height + k) * width + l
            down, across = offset[n, 2 * place:2 * place + 2, p, q]
            value = between(
                x[n, channel],
                p * w["strides"][0] - w["padsBefore"][0] + k * w["dilations"][0] + down,
                q * w["strides"][1] - w["padsBefore"][1] + l * w["dilations"][1] + across)
            y[n, o, p, q] += value * weight[o, c, k, l] * (1 if mask is None else mask[n, place, p, q])
    return y if bias is None else y + bias[:, None, None]
