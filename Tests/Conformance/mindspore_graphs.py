#!/usr/bin/env python3
"""Converts MindSpore's exported graphs and compares what ONNX Runtime computes with MindSpore's results.

usage: mindspore_graphs.py [--recast PROGRAM] [--keep FOLDER] CORPUS [NAME...]

CORPUS has a folder for each model: NAME.mindir, and io.npz with input_0 … and output_0 … as MindSpore
computed them. Where they are there, the same is done with

- NAME_ext_graph.mindir, whose parameters are in NAME_ext_variables,
- NAME_dyn.mindir, whose batch is open: at the batch of io.npz and at three times it,
- NAME.ckpt and NAME.safetensors bound to NAME.mindir and to NAME_ext_graph.mindir without its folder:
  the graph has to be the same message,
- NAME.ckpt bound to NAME.txt, the network as MindSpore prints it,
- NAME_fp16.ckpt bound to NAME.mindir, with the tolerance of halves,
- callback/NAME/*-graph.meta with the checkpoints beside it, against NAME.ckpt bound to NAME.mindir.

Needs numpy, onnx and onnxruntime.
"""
import argparse
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime

RTOL, ATOL = 1e-3, 1e-4


class Report:
    def __init__(self):
        self.failures = 0

    def add(self, name, error, text=""):
        self.failures += error is None
        print(f"{'FAIL' if error is None else 'ok  '} {name:44} {text if error is None else error}",
              flush=True)


def convert(recast, source, target, *options):
    done = subprocess.run([recast, "convert", source, "-o", target, *options],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip()[-600:] or f"exit code {done.returncode}")


def run(path, inputs):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [value.name for value in session.get_inputs()]
    if len(names) != len(inputs):
        raise RuntimeError(f"the inputs are {names}, MindSpore has {len(inputs)}")
    return session.run(None, dict(zip(names, inputs)))


def compare(found, expected, rtol=RTOL, atol=ATOL):
    if len(found) != len(expected):
        raise RuntimeError(f"{len(found)} outputs, MindSpore has {len(expected)}")
    worst = 0.0
    for one, other in zip(found, expected):
        if one.shape != other.shape or one.dtype != other.dtype:
            raise RuntimeError(f"{one.dtype}{one.shape}, MindSpore has {other.dtype}{other.shape}")
        if one.size:
            difference = np.abs(one.astype(np.float64) - other.astype(np.float64))
            worst = max(worst, float(np.nanmax(difference)))
        np.testing.assert_allclose(one, other, rtol=rtol, atol=atol, equal_nan=True)
    return f"{worst:.1e}"


def arrays(io, prefix):
    return [io[f"{prefix}_{index}"] for index in range(len(io.files)) if f"{prefix}_{index}" in io]


def attempt(report, name, body):
    try:
        report.add(name, body())
    except (RuntimeError, AssertionError, OSError, ValueError) as error:
        report.add(name, None, " ".join(str(error).split())[:300])
    except Exception as error:  # ONNX Runtime has exceptions of its own.
        report.add(name, None, f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")


def check(model, corpus, recast, work, report):
    folder = os.path.join(corpus, model)
    io = np.load(os.path.join(folder, "io.npz"))
    inputs, outputs = arrays(io, "input"), arrays(io, "output")
    graph = os.path.join(folder, f"{model}.mindir")
    plain = os.path.join(work, f"{model}.onnx")

    def direct():
        convert(recast, graph, plain)
        return compare(run(plain, inputs), outputs)

    attempt(report, model, direct)

    def external():
        target = os.path.join(work, f"{model}_ext.onnx")
        convert(recast, os.path.join(folder, f"{model}_ext_graph.mindir"), target)
        return compare(run(target, inputs), outputs)

    if os.path.exists(os.path.join(folder, f"{model}_ext_graph.mindir")):
        attempt(report, f"{model} external variables", external)

    def dynamic(repeats):
        target = os.path.join(work, f"{model}_dyn.onnx")
        convert(recast, os.path.join(folder, f"{model}_dyn.mindir"), target)
        wide = [np.concatenate([array] * repeats) for array in inputs]
        return compare(run(target, wide), [np.concatenate([array] * repeats) for array in outputs])

    if os.path.exists(os.path.join(folder, f"{model}_dyn.mindir")):
        attempt(report, f"{model} open batch", lambda: dynamic(1))
        attempt(report, f"{model} open batch, three times", lambda: dynamic(3))

    def bound(checkpoint, architecture, isSame=True):
        target = os.path.join(work, f"{model}_bound.onnx")
        convert(recast, checkpoint, target, "--architecture", architecture)
        if not isSame:
            return compare(run(target, inputs), outputs, rtol=2e-2, atol=2e-2)
        compare(run(target, inputs), outputs)
        one, other = onnx.load(target).graph, onnx.load(plain).graph
        one.name = other.name  # The name of the file.
        if one != other:
            raise RuntimeError("the graph is another one")
        return "the same graph"

    for suffix in ("ckpt", "safetensors"):
        checkpoint = os.path.join(folder, f"{model}.{suffix}")
        if os.path.exists(checkpoint):
            attempt(report, f"{model}.{suffix} with its graph", lambda: bound(checkpoint, graph))

    def printed(text):
        target = os.path.join(work, f"{model}_printed.onnx")
        shape = ",".join(map(str, inputs[0].shape))
        convert(recast, os.path.join(folder, f"{model}.ckpt"), target, "--architecture", text,
                "--input-shape", f"x:{shape}")
        return compare(run(target, inputs), outputs)

    text = os.path.join(folder, f"{model}.txt")
    if os.path.exists(text):
        attempt(report, f"{model}.ckpt with what is printed", lambda: printed(text))
    alone = os.path.join(work, "alone_graph.mindir")
    external_graph = os.path.join(folder, f"{model}_ext_graph.mindir")
    if os.path.exists(external_graph):
        if os.path.exists(alone):
            os.remove(alone)
        shutil.copyfile(external_graph, alone)
        attempt(report, f"{model}.ckpt with a graph without its folder",
                lambda: bound(os.path.join(folder, f"{model}.ckpt"), alone))
    half = os.path.join(folder, f"{model}_fp16.ckpt")
    if os.path.exists(half):
        attempt(report, f"{model}_fp16.ckpt with its graph", lambda: bound(half, graph, False))


def check_compiled(corpus, recast, work, report):
    for meta in sorted(glob.glob(os.path.join(corpus, "callback", "*", "*-graph.meta"))):
        for checkpoint in sorted(glob.glob(meta[: -len("-graph.meta")] + "-*.ckpt")):
            name = os.path.basename(os.path.dirname(meta)).lower()

            def compiled():
                target = os.path.join(work, "compiled.onnx")
                convert(recast, checkpoint, target, "--architecture", meta)
                exported = os.path.join(work, "exported.onnx")
                convert(recast, checkpoint, exported, "--architecture",
                        os.path.join(corpus, name, f"{name}_dyn.mindir"))
                session = onnxruntime.InferenceSession(
                    target, providers=["CPUExecutionProvider"])
                value = session.get_inputs()[0]
                x = np.random.default_rng(0).standard_normal(value.shape).astype(np.float32)
                return compare(session.run(None, {value.name: x}), run(exported, [x]))

            attempt(report, f"{os.path.basename(checkpoint)} with {os.path.basename(meta)}", compiled)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default="recast")
    parser.add_argument("--keep")
    parser.add_argument("corpus")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    work = options.keep or tempfile.mkdtemp()
    os.makedirs(work, exist_ok=True)
    report = Report()
    models = options.names or sorted(
        name for name in os.listdir(options.corpus)
        if os.path.exists(os.path.join(options.corpus, name, f"{name}.mindir")))
    try:
        for model in models:
            check(model, options.corpus, options.recast, work, report)
        if not options.names:
            check_compiled(options.corpus, options.recast, work, report)
    finally:
        if not options.keep:
            shutil.rmtree(work)
    print(f"{report.failures} failures")
    sys.exit(report.failures > 0)


if __name__ == "__main__":
    main()
