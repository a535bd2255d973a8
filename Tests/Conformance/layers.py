#!/usr/bin/env python3
"""Converts a Sequential of each layer of torch.nn and compares ONNX Runtime with torch.

    Tests/Conformance/layers.py [--recast PROGRAM] [--form FORM] [--only TEXT] [--keep FOLDER]

Each layer of layer_cases.py is saved as a whole module, and as a state dict beside an architecture
file, converted by `recast convert`, once with all sizes given and once with an open batch, and run on
the same seeded input. Layers in a row and modules of double precision follow as whole modules.
"""
import argparse
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import onnxruntime
import torch

import layer_cases

nn = torch.nn
ROOT = pathlib.Path(__file__).resolve().parents[2]
RELATIVE, ABSOLUTE = 1e-4, 1e-5


def networks():
    """Layers in a row, as people write them."""
    yield "convolutions", nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, groups=2, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(16, 5),
    ), (2, 3, 16, 16)
    yield "nested", nn.Sequential(
        nn.Sequential(nn.Linear(4, 8), nn.ReLU()),
        nn.Sequential(nn.Linear(8, 8), nn.Sequential(nn.LayerNorm(8), nn.Identity())),
        nn.Linear(8, 2),
    ), (2, 4)
    yield "decoder", nn.Sequential(
        nn.Linear(6, 32), nn.Unflatten(1, (8, 2, 2)), nn.ConvTranspose2d(8, 4, 4, 2, 1),
        nn.GroupNorm(2, 4), nn.ReLU(), nn.Upsample(scale_factor=2), nn.ReflectionPad2d(1),
        nn.Conv2d(4, 3, 3), nn.PixelUnshuffle(2),
    ), (2, 6)
    yield "tokens", nn.Sequential(
        nn.Embedding(9, 6, padding_idx=0), nn.LayerNorm(6), nn.Dropout(0.1), nn.Linear(6, 9),
    ), ("i64", 2, 5, 9)
    shared = nn.Linear(4, 4)
    yield "shared", nn.Sequential(shared, nn.ReLU(), shared), (2, 4)
    # ONNX Runtime convolves in single precision only.
    yield "double", nn.Sequential(
        nn.Linear(9, 5), nn.BatchNorm1d(3), nn.Flatten(), nn.Linear(15, 2)).double(), (2, 3, 9)


def cases(forms):
    """A name, a module, the shape of its input, and the settings for an architecture file."""
    for kind, settings, shape in layer_cases.CORE:
        text = ", ".join(f"{name}={value}" for name, value in settings.items())
        for form in forms:
            network = nn.Sequential(layer_cases.make(kind, settings))
            step = {"name": "0", "kind": kind, **settings} if form == "architecture" else None
            yield f"{kind}({text}) as {form}", network, shape, step
    if "module" in forms:
        for name, network, shape in networks():
            torch.manual_seed(1)
            for parameter in network.parameters():
                nn.init.normal_(parameter, std=0.3)
            yield name, network, shape, None


def saved(folder, number, network, step):
    """The arguments that name a module's file, or those of its weights and its architecture."""
    source = folder / f"{number}.pt"
    if step is None:
        torch.save(network, source)
        return [source]
    # A checkpoint has at least one tensor.
    torch.save({**network.state_dict(), "unused": torch.zeros(1)}, source)
    architecture = folder / f"{number}.yaml"
    document = {"architecture": "layer", "ignore": ["unused"], "forward": [step]}
    architecture.write_text(json.dumps(document))
    return [source, "--architecture", architecture]


def compared(program, folder, number, network, shape, step):
    """Nothing, or what is wrong."""
    network = network.eval()
    x = layer_cases.sample(shape)
    double = any(p.dtype == torch.float64 for p in network.parameters())
    if double:
        x = x.double()
    with torch.no_grad():
        expected = network(x.clone()).numpy()
    source = saved(folder, number, network, step)
    type_name = "i64" if shape[0] == "i64" else "f64" if double else "f32"
    for batch in (str(x.shape[0]), "batch"):
        sizes = ",".join([batch] + [str(size) for size in x.shape[1:]])
        target = folder / f"{number}-{batch}.onnx"
        run = subprocess.run(
            [program, "convert", *source, "-o", target, "--input-shape", f"x:{type_name}[{sizes}]"],
            capture_output=True, text=True, timeout=120)
        if run.returncode:
            return f"exit {run.returncode}: {run.stderr.strip()}"
        try:
            session = onnxruntime.InferenceSession(target)
            found = session.run(None, {session.get_inputs()[0].name: x.numpy()})[0]
            if found.shape != expected.shape:
                return f"shape {found.shape}, torch has {expected.shape}"
            np.testing.assert_allclose(found, expected, rtol=RELATIVE, atol=ABSOLUTE)
        except Exception as error:  # whatever the runtime raises is the answer
            return " ".join(str(error).split())[:400]
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default=ROOT / ".build/debug/recast", type=pathlib.Path)
    parser.add_argument("--form", default="both", choices=["module", "architecture", "both"])
    parser.add_argument("--only", default="", help="layers whose text contains this")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder that keeps the files")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    onnxruntime.set_default_logger_severity(4)
    forms = ["module", "architecture"] if options.form == "both" else [options.form]
    chosen = [case for case in cases(forms) if options.only in case[0]]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(
                lambda item: compared(options.recast, folder, item[0], *item[1][1:]),
                enumerate(chosen)))
    failed = 0
    for (name, *_), problem in zip(chosen, results):
        if problem:
            failed += 1
            print(f"FAILED {name}: {problem}")
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
