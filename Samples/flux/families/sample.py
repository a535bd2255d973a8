"""What a sample is: a file, what it shows, and what converting it must give."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from bsonjl import ERA_2023, Era


@dataclasses.dataclass(eq=False)
class Sample:
    name: str
    flux: str  # releases of Flux that write it
    shows: str
    root: Any = None  # a dictionary of names, or a value that is the root itself
    model: Any = None  # the part that is evaluated
    inputs: list[np.ndarray] = dataclasses.field(default_factory=list)  # Flux dimension order
    era: Era = ERA_2023
    select: str | None = None
    input_shape: str | None = None
    expect: str = "converts"
    rtol: float = 1e-4
    atol: float = 1e-5
    batch_axis: int | None = -1  # in Flux's order; None when the model has no batch
    raw: bytes | None = None  # the file itself, for files that are not BSON.jl's
    layer_norm: str = "squared"
    format: str = "flux-bson"


def signal(seed: int, *dims: int, scale: float = 1.0, dtype: type = np.float32) -> np.ndarray:
    """A seeded input in Flux's dimension order."""
    return (np.random.RandomState(seed).standard_normal(dims) * scale).astype(dtype)


def tokens(seed: int, vocabulary: int, *dims: int) -> np.ndarray:
    """Seeded 1-based indices."""
    return np.random.RandomState(seed).randint(1, vocabulary + 1, dims).astype(np.int64)


def simple(
    name: str, flux: str, shows: str, model: Any, *inputs: np.ndarray, **more: Any
) -> Sample:
    """A file with one model saved under `model`."""
    return Sample(name, flux, shows, {"model": model}, model, list(inputs), **more)
