"""Small models: whole processes against what PyTorch's and MindSpore's users run instead.

`recast convert` reads a file; the others are run the way a user has to run them: with the network's code, and
where there is one, with the same file.
"""

from __future__ import annotations

import os
import pathlib
import subprocess
import tempfile

from measuring import ROOT, Measurement, Report, ratio, spread, take_turns

PREAMBLE = f"""
import sys
sys.path.insert(0, {str(ROOT / "Tests/Conformance")!r})
import torch
torch.manual_seed(0)
EXPORT = dict(dynamo=True, optimize=True, verbose=False)
"""
# The layers of Samples/flux/seed.bson.
SEED = PREAMBLE + """
model = torch.nn.Sequential(torch.nn.Linear(10, 5), torch.nn.ReLU(), torch.nn.Linear(5, 2),
                            torch.nn.Softmax(-1)).eval()
torch.onnx.export(model, (torch.randn(2, 10),), OUTPUT, **EXPORT)
"""
RESNET = PREAMBLE + """
from architecture_cases.torchvision_library import models
model = models.resnet50(weights=None).eval()
example = (torch.randn(2, 3, 224, 224),)
shapes = ({0: torch.export.Dim("batch", min=1, max=256)},)
"""
SAVE_WEIGHTS = RESNET + "torch.save(model.state_dict(), OUTPUT)"
SAVE_PROGRAM = RESNET + """
torch.export.save(torch.export.export(model, example, dynamic_shapes=shapes), OUTPUT)
"""
FROM_WEIGHTS = RESNET + """
model.load_state_dict(torch.load(INPUT, weights_only=True))
torch.onnx.export(model, example, OUTPUT, dynamic_shapes=shapes, **EXPORT)
"""
FROM_PROGRAM = PREAMBLE + """
torch.onnx.export(torch.export.load(INPUT), (), OUTPUT, **EXPORT)
"""
LENET = """
import numpy, mindspore
from mindspore import nn
class LeNet5(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, pad_mode="valid")
        self.conv2 = nn.Conv2d(6, 16, 5, pad_mode="valid")
        self.fc1, self.fc2, self.fc3 = nn.Dense(400, 120), nn.Dense(120, 84), nn.Dense(84, 10)
        self.relu, self.pool, self.flatten = nn.ReLU(), nn.MaxPool2d(2, 2), nn.Flatten()
    def construct(self, x):
        x = self.pool(self.relu(self.conv2(self.pool(self.relu(self.conv1(x))))))
        return self.fc3(self.relu(self.fc2(self.relu(self.fc1(self.flatten(x))))))
network = LeNet5()
"""
SAVE_LENET = LENET + "mindspore.save_checkpoint(network, OUTPUT)"
EXPORT_LENET = LENET + """
mindspore.load_checkpoint(INPUT, network)
mindspore.export(network, mindspore.Tensor(numpy.zeros((1, 1, 32, 32), "float32")),
                 file_name=OUTPUT, file_format="ONNX")
"""


def script(text: str, **names: object) -> str:
    return "\n".join(f"{name} = {str(value)!r}" for name, value in names.items()) + "\n" + text


def measure(options, report: Report) -> None:
    cache = options.cache
    cache.mkdir(parents=True, exist_ok=True)
    python, mindspore, recast = options.python, options.mindspore, options.recast
    inputs = [(cache / "resnet50.pth", python, SAVE_WEIGHTS), (cache / "resnet50.pt2", python, SAVE_PROGRAM),
              (cache / "lenet5.ckpt", mindspore, SAVE_LENET)]
    for path, interpreter, text in inputs:
        if not path.exists() and os.access(interpreter, os.X_OK):
            subprocess.run([interpreter, "-c", script(text, OUTPUT=path)], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cache)
    weights, exported, lenet = (path for path, _, _ in inputs)
    seed = ROOT / "Samples/flux/seed.bson"
    pairs = [("seed model", seed, "its layers, by torch.onnx.export", python, SEED),
             ("resnet50, state dict", weights, "torch.onnx.export", python, FROM_WEIGHTS),
             ("resnet50, .pt2", exported, "torch.onnx.export", python, FROM_PROGRAM),
             ("LeNet-5, .ckpt", lenet, "mindspore.export", mindspore, EXPORT_LENET)]
    # Each is written when it is there: the libraries take long.
    report.write("\n## Small\n\nMedians and ranges of whole processes in turns.\n")
    report.header(["model", "to ONNX by", "s", "times recast", "peak MiB"])
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = pathlib.Path(name)
        for label, source, other, interpreter, text in pairs:
            if not os.access(interpreter, os.X_OK) or not source.exists():
                continue
            output = folder / "out.onnx"
            beside = folder / "out.onnx.data"
            # MindSpore adds the ending itself.
            target = output.with_suffix("") if interpreter == mindspore else output
            ours = Measurement("recast", [recast, "convert", source, "-o", output, "--quiet"], [output])
            # MindSpore compiles only what stands in a file, and leaves a folder where it runs.
            program = folder / "export.py"
            program.write_text(script(text, INPUT=source, OUTPUT=target))
            theirs = Measurement(other, [interpreter, program], [output, beside], folder=folder)
            take_turns([ours, theirs], 1)
            ours.forget(), theirs.forget()
            take_turns([ours, theirs], options.runs or 3)
            for one in (ours, theirs):
                report.row([label if one is ours else "", one.label, spread(one.seconds, 3),
                            ratio(one.seconds, ours.seconds, 1), spread(one.peaks, 0)])
