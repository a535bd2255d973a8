#!/usr/bin/env python3
"""Writes layers.json: what torch says of each layer of layer_cases.py.

    Tests/Conformance/layer_texts.py

For each one its class, the settings that it was made with, the attributes of the object, the text that
it prints, the names and sizes of its tensors, and the shapes of inputs and of the result. The tests of
Architectures read the file, so that they need no torch.
"""
import json
import sys
import pathlib

import torch

import layer_cases


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, float):
        # JSON's numbers do not say whether they are written with a fraction.
        return {"float": value}
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return None


def described(kind, settings, *shapes):
    layer = layer_cases.make(kind, settings)
    inputs = [layer_cases.sample(shape) for shape in shapes]
    with torch.no_grad():
        result = layer(*inputs)
    return {
        "kind": kind,
        "settings": {name: plain(value) for name, value in settings.items()},
        "attributes": {
            name: plain(value) for name, value in layer.__dict__.items() if not name.startswith("_")
        },
        "text": repr(layer),
        "tensors": [
            {"name": name, "shape": list(tensor.shape), "isInteger": not tensor.is_floating_point(),
             "isTrainable": name in dict(layer.named_parameters())}
            for name, tensor in layer.state_dict().items()
        ],
        "inputs": [
            {"isInteger": not value.is_floating_point(), "shape": list(value.shape)}
            for value in inputs
        ],
        "result": list(result.shape),
    }


rows = [described(*case) for case in layer_cases.CORE + layer_cases.PAIRS]
text = ",\n".join(json.dumps(row) for row in rows)
path = pathlib.Path(__file__).with_name("layers.json")
content = f"[\n{text}\n]\n"
if "--check" not in sys.argv[1:]:
    path.write_text(content)
    print(f"{len(rows)} layers, torch {torch.__version__}")
elif path.read_text() == content:
    print(f"{len(rows)} layers are as torch {torch.__version__} describes them")
else:
    sys.exit(f"{path} is not what torch {torch.__version__} says; write it anew")
