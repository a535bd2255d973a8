"""Linear layers one after the other, saved as tutorials do."""
from __future__ import annotations

import torch

from .case import Case

nn = torch.nn
functional = nn.functional


class Network(nn.Module):
    """The classifier of many tutorials: hidden_layers, and output."""

    def __init__(self, sizes: list[int], activation=functional.relu):
        super().__init__()
        pairs = zip(sizes, sizes[1:-1])
        self.hidden_layers = nn.ModuleList([nn.Linear(*pair) for pair in pairs])
        self.output = nn.Linear(*sizes[-2:])
        self.activation = activation

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.hidden_layers:
            x = self.activation(layer(x))
        return functional.log_softmax(self.output(x), dim=1)


def normalised(norm) -> nn.Module:
    """Linear layers with a normalisation between them that has other numbers than at first."""
    model = nn.Sequential(
        nn.Linear(20, 32), norm(32), nn.ReLU(), nn.Linear(32, 16), norm(16), nn.ReLU(), nn.Linear(16, 5))
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if name.startswith(("1.", "4.")) and tensor.is_floating_point():
                tensor.uniform_(0.5, 1.5)
    return model


def sequential(activation) -> nn.Module:
    return nn.Sequential(
        nn.Linear(20, 32), activation(), nn.Linear(32, 16), activation(), nn.Linear(16, 5))


def case(family: str, name: str, label: str, make, features: int, given: str = "", **others) -> Case:
    return Case(
        family=family, name=name, label=f"{name}, {label}", make=make,
        inputs=lambda rows, quick: {"x": torch.randn(rows, features)},
        run=lambda model, values: [model(values["x"])],
        arguments=["--set", f"activation={given}"] if given else [], **others)


CASES = [
    case("mlp", "mlp-3", "ReLU", lambda: sequential(nn.ReLU), 20, is_quick=True),
    case("mlp", "mlp-3", "tanh", lambda: sequential(nn.Tanh), 20, "tanh"),
    case("mlp", "mlp-5", "BatchNorm1d", lambda: normalised(nn.BatchNorm1d), 20),
    case("mlp", "mlp-5", "LayerNorm", lambda: normalised(nn.LayerNorm), 20),
    case("classifier", "classifier-4", "ReLU", lambda: Network([784, 512, 256, 128, 10]), 784,
         is_quick=True),
    case("classifier", "classifier-3", "tanh", lambda: Network([30, 24, 12, 4], torch.tanh), 30, "tanh"),
]
