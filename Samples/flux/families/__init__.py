"""The samples, a module for each family of layers."""

from families import convolution, dense, functions, normalisation

FAMILIES = [dense, convolution, normalisation, functions]
