"""A network, its inputs, and what a state dict of it has to be recognised as."""
from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Callable

import numpy as np
import torch


@dataclasses.dataclass
class Case:
    """One member of a family."""

    family: str
    #: The member, which is what it has to be recognised as.
    name: str
    #: Makes the network with random weights; seeded by the caller, in evaluation mode afterwards.
    make: Callable[[], torch.nn.Module]
    #: The inputs by their names in the graph, for a number of rows and whether small ones will do.
    inputs: Callable[[int, bool], dict[str, torch.Tensor]]
    #: What the network gives, as its results in the graph's order.
    run: Callable[[torch.nn.Module, dict[str, torch.Tensor]], list[torch.Tensor]]
    #: Arguments of `recast convert` where small inputs are asked for.
    quick_arguments: list[str] = dataclasses.field(default_factory=list)
    #: Arguments of `recast convert` in any case.
    arguments: list[str] = dataclasses.field(default_factory=list)
    #: Whether it is the one of its family that a quick run takes.
    is_quick: bool = False
    #: Whether it is left out unless asked for by name, since it takes gigabytes.
    is_large: bool = False
    #: What the table calls it, where it is not the member itself.
    label: str = ""
    #: Changes the names or the kind of what is saved, as other versions of a library write it.
    state: Callable[[torch.nn.Module], dict[str, torch.Tensor]] = lambda model: model.state_dict()
    #: Saves the network in a folder as its library does, instead of as a bare state dict.
    save: Callable[[torch.nn.Module, pathlib.Path], pathlib.Path] | None = None


def arrays(values: list[torch.Tensor]) -> list[np.ndarray]:
    """Tensors as arrays."""
    return [value.detach().numpy() for value in values]
