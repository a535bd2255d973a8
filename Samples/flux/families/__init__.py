"""The samples, a module for each family of layers."""

from families import containers, convolution, dense, files, functions, normalisation, recurrence

FAMILIES = [dense, convolution, normalisation, functions, containers, recurrence, files]
