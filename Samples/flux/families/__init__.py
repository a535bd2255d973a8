"""The samples, a module for each family of layers."""

from families import (
    containers,
    convolution,
    dense,
    files,
    functions,
    idioms,
    normalisation,
    recurrence,
)

FAMILIES = [dense, convolution, normalisation, functions, idioms, containers, recurrence, files]
