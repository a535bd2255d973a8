"""Gigabytes of weights against `cp` of the same bytes, and against the libraries that load and save them.

Whatever Recast writes is on the device when it ends; what `cp` wrote is on its way. The honest comparison
is therefore that with `cp` and `sync` of the copy, and the other is given beside it. All sources are in the
page cache, as far as it takes them, and all outputs go to the same file system.
"""

from __future__ import annotations

import pathlib
import statistics
import subprocess
import tempfile
import time

from measuring import ROOT, Measurement, Report, ratio, spread, take_turns

TORCH = """
import sys, torch
from safetensors.torch import load_file, save_file
source, target = sys.argv[1:]
weights = (load_file(source) if source.endswith(".safetensors")
           else torch.load(source, mmap=True, weights_only=True))
save_file(weights, target, metadata={"format": "pt"})
"""
TORCH_HALF = TORCH.replace("save_file(weights", "save_file({name: weight.half() for name, weight in "
                           "weights.items()}")
MINDSPORE = """
import sys, mindspore
weights = mindspore.load_checkpoint(sys.argv[1])
mindspore.save_checkpoint([{"name": name, "data": weight} for name, weight in weights.items()],
                          sys.argv[2], format="safetensors")
"""
NOTES = """Medians and ranges of whole processes in turns; ratios are medians of those of one turn. GPT-2's matrices
are stored as ONNX multiplies by them, Llama's are transposed, every one. `cp` leaves its copy in memory, as torch
and MindSpore do; Recast waits for the device, and so does `cp and sync`."""
# Up to so many gigabytes other formats and conversions are measured, too.
MOST_VARIED = 5


class Copy(Measurement):
    """`cp`, and the same `cp` with `sync` of the copy behind it."""

    def __init__(self, source: pathlib.Path, target: pathlib.Path) -> None:
        super().__init__("cp", ["cp", source, target], [target])
        self.synced_seconds: list[float] = []

    def run_once(self) -> None:
        super().run_once()
        started = time.perf_counter()
        subprocess.run(["sync", str(self.outputs[0])], check=True)
        self.synced_seconds.append(self.seconds[-1] + time.perf_counter() - started)

    def forget(self) -> None:
        super().forget()
        self.synced_seconds.clear()


def measure(options, report: Report) -> None:
    cases = []
    for size in options.sizes:
        cases += [(size, ".pth", "gpt2"), (size, ".safetensors", "gpt2")]
        if size <= MOST_VARIED:
            cases += [(size, ".ckpt", "gpt2"), (size, ".pth", "llama")]
    # Each is written when it is there: the whole takes long.
    report.write(f"\n## Large\n\n{NOTES}\n")
    report.header(["weights", "to", "s", "of cp", "of cp and sync", "processor s", "peak MiB"])
    for size, suffix, family in cases:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            for row in measured(options, pathlib.Path(folder), size, suffix, family):
                report.row(row)


def measured(options, folder: pathlib.Path, size: float, suffix: str, family: str) -> list[list[str]]:
    name, python = f"{size:g}-{family}{suffix}", options.mindspore if suffix == ".ckpt" else options.python
    source = options.cache / name
    if not source.exists():
        source = folder / name
        subprocess.run([python, ROOT / "Benchmarks/large_files.py", source, "--bytes", str(size * 1e9),
                        "--family", family], check=True, stdout=subprocess.DEVNULL)
    onnx, tensors = folder / "out.onnx", folder / "out.safetensors"
    data = folder / "out.onnx.data"
    convert = [options.recast, "convert", source, "--quiet", "-o"]
    copy = Copy(source, folder / "copy")
    measurements: list[Measurement] = [
        copy, Measurement("ONNX, external data", [*convert, onnx, "--external-data"], [onnx, data])]
    if family == "gpt2":
        measurements.append(Measurement("safetensors", [*convert, tensors], [tensors]))
        text = MINDSPORE if suffix == ".ckpt" else TORCH
        library = "mindspore" if suffix == ".ckpt" else "torch"
        measurements.append(Measurement(
            f"safetensors, by {library}", [python, "-c", text, source, tensors], [tensors]))
        if suffix == ".pth" and size <= MOST_VARIED:
            measurements += [
                Measurement("safetensors in f16", [*convert, tensors, "--dtype", "f16"], [tensors]),
                Measurement("safetensors in f16, by torch",
                            [python, "-c", TORCH_HALF, source, tensors], [tensors])]
    # Writing it brought it into the page cache; what was pushed out comes back.
    subprocess.run(["sync", source], check=True)
    subprocess.run(["cat", source], check=True, stdout=subprocess.DEVNULL)
    runs = options.runs or (3 if size < 8 else 2)
    take_turns(measurements, runs)
    label = f"{source.stat().st_size / 1e9:.1f} GB {suffix}" + (", transposed" if family == "llama" else "")
    rows = [[label, "cp", spread(copy.seconds), "1.00", ratio(copy.seconds, copy.synced_seconds),
             spread(copy.processor_seconds, 1), spread(copy.peaks, 0)],
            ["", "cp and sync", spread(copy.synced_seconds), ratio(copy.synced_seconds, copy.seconds),
             "1.00", "", ""]]
    for measurement in measurements[1:]:
        rows.append(["", measurement.label, spread(measurement.seconds),
                     ratio(measurement.seconds, copy.seconds),
                     ratio(measurement.seconds, copy.synced_seconds),
                     spread(measurement.processor_seconds, 1), spread(measurement.peaks, 0)])
    return rows
