#!/usr/bin/env python3
"""Loads with MindSpore what recast writes as checkpoints of MindSpore.

usage: mindspore_checkpoints.py [--recast PROGRAM] [--large] [PATH...]

Every .ckpt and .safetensors below the paths is converted to .ckpt and loaded with MindSpore's own
load_checkpoint: names, types, sizes and every byte have to be those of the source, as MindSpore loads
it. Where MindSpore wrote the source without anything else in it, the files have the same bytes. Networks
made here are loaded with load_param_into_net. --large splits a tensor of more than 512 MiB.

Needs mindspore 2.x, numpy below 2.
"""
import argparse
import os
import stat
import subprocess
import sys
import tempfile

os.environ.setdefault("GLOG_v", "4")
import numpy as np
import mindspore as ms
from mindspore import nn

from mindspore_files import cipher, elements, files


def run(program, *arguments):
    return subprocess.run([program, "convert", *arguments], capture_output=True, text=True, timeout=900)


def loaded(path, **options):
    """(type, shape, bytes) by name; texts as they are."""
    if path.endswith(".safetensors"):
        options["format"] = "safetensors"
    result = {}
    for name, value in ms.load_checkpoint(path, **options).items():
        if isinstance(value, str):
            result[name] = value
        elif isinstance(value, list):
            raise ValueError("a map parameter")
        else:
            result[name] = (str(value.dtype), tuple(value.shape), elements(value))
    return result


def round_trips(program, folder, paths):
    """Converts files to .ckpt; counts what is equal, lists what is not."""
    counts = {"files": 0, "tensors": 0, "same bytes": 0, "of optimizers left out": 0,
              "that MindSpore does not load": 0}
    problems = []
    target = os.path.join(folder, "a.ckpt")
    for path in files(paths):
        if cipher(path):
            continue
        try:
            wanted = loaded(path)
        except Exception:  # what MindSpore itself cannot load is no measure
            counts["that MindSpore does not load"] += 1
            continue
        result = run(program, path, "--to", "mindspore-ckpt", "-o", target)
        if result.returncode:
            problems.append(f"{path}: exit {result.returncode}: {result.stderr.strip()[:300]}")
            continue
        counts["files"] += 1
        found = loaded(target)
        missing = [name for name in wanted if name not in found]
        # The state of an optimizer belongs to a training, not to the weights that are converted.
        left = [n for n in missing if not n.startswith(STATE) and n not in NUMBERS]
        counts["of optimizers left out"] += len(missing) - len(left)
        different = [name for name in found if found[name] != wanted.get(name)]
        if left or different:
            problems.append(f"{path}: missing {left[:5]}, different {different[:5]}")
        counts["tensors"] += len(found)
        if not missing:
            with open(path, "rb") as first, open(target, "rb") as second:
                counts["same bytes"] += first.read() == second.read()
    return counts, problems


STATE = ("moment", "accum", "stat.", "linear.", "mean_", "prev.", "step_size.", "ax_.", "mu_", "eta_",
         "adam_", "vhat.", "accu_grads")
NUMBERS = {"global_step", "learning_rate", "momentum", "beta1_power", "beta2_power", "scale_sense"}


class Network(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, has_bias=True)
        self.norm = nn.BatchNorm2d(4)
        self.dense = nn.Dense(4, 2)
        self.scale = ms.Parameter(ms.Tensor(np.float32(0.5)), name="scale")


def networks(program, folder):
    """Saves networks with what is appended, converts them, loads them into fresh ones."""
    problems = []
    for index, options in enumerate([[], ["--checksum"]]):
        source, target = (os.path.join(folder, f"{name}{index}.ckpt") for name in ("in", "out"))
        network = Network()
        notes = {"epoch_num": 7, "loss": 0.25, "best": True, "name": "näme"}
        ms.save_checkpoint(network, source, append_dict=notes)
        result = run(program, source, "-o", target, *options)
        if result.returncode:
            problems.append(f"a network {options}: exit {result.returncode}: {result.stderr.strip()}")
            continue
        found = ms.load_checkpoint(target, crc_check=bool(options))
        fresh = Network()
        unloaded = ms.load_param_into_net(fresh, found)
        if unloaded[0]:
            problems.append(f"load_param_into_net leaves out {unloaded[0]}")
        for old, new in zip(network.get_parameters(), fresh.get_parameters()):
            if elements(old) != elements(new):
                problems.append(f"'{old.name}' is another")
        for name, value in notes.items():
            read = found[name] if isinstance(found[name], str) else found[name].asnumpy().item()
            if read != value:
                problems.append(f"'{name}' is {read}")
        if stat.S_IMODE(os.stat(target).st_mode) != 0o400:
            problems.append(f"the mode is {oct(os.stat(target).st_mode)}")
        if options:
            problems += damaged(target)
    return problems


def damaged(path):
    """Changes a byte, which the checksum has to show."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    data[80] ^= 1
    copy = path.replace(".ckpt", "-damaged.ckpt")
    with open(copy, "wb") as file:
        file.write(data)
    try:
        ms.load_checkpoint(copy, crc_check=True)
    except ValueError:
        return []
    return ["a changed byte passes the check of the checksum"]


def large(program, folder):
    """Tensors around the size at which they are cut, through safetensors."""
    from safetensors.numpy import save_file

    problems = []
    rows = (512 << 20) // 4096
    for name, count in [("just", rows), ("over", rows + 3), ("twice", 2 * rows + 1)]:
        source, target = (os.path.join(folder, f"large.{end}") for end in ("safetensors", "ckpt"))
        wanted = np.arange(count * 1024, dtype=np.int32).reshape(count, 1024)
        save_file({"w": wanted}, source)
        result = run(program, source, "--to", "mindspore-ckpt", "-o", target)
        os.remove(source)
        if result.returncode:
            problems.append(f"{name}: exit {result.returncode}: {result.stderr.strip()[:300]}")
            continue
        found = ms.load_checkpoint(target)["w"]
        if found.shape != wanted.shape or not np.array_equal(found.asnumpy(), wanted):
            problems.append(f"{name}: the elements differ")
        del found, wanted
        os.remove(target)
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--recast", default=".build/debug/recast")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("paths", nargs="*")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        counts, problems = round_trips(options.recast, folder, options.paths)
        problems += networks(options.recast, folder)
        if options.large:
            problems += large(options.recast, folder)
    for problem in problems:
        print(problem)
    print(", ".join(f"{count} {name}" for name, count in counts.items()),
          f"; {len(problems)} problems", sep="")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
