"""What the program costs before it does anything, and with the samples."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import tempfile

from measuring import ROOT, Measurement, Report, spread, take_turns

RELEASE = ["swift", "build", "--configuration", "release", "--static-swift-stdlib"]


def measure(options, report: Report) -> None:
    recast, samples = options.recast, ROOT / "Samples"
    seed = samples / "flux/seed.bson"
    largest = max(samples.rglob("*.bson"), key=lambda path: path.stat().st_size)
    checker = recast.with_name("recast-onnx-checker")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        converted = pathlib.Path(folder) / "seed.onnx"
        measurements = [
            Measurement("/bin/true", ["/bin/true"], is_brief=True),
            Measurement("recast --version", [recast, "--version"], is_brief=True),
            Measurement("recast inspect seed", [recast, "inspect", seed], is_brief=True),
            Measurement(f"recast inspect {largest.stem}", [recast, "inspect", largest], is_brief=True),
            Measurement("recast convert seed", [recast, "convert", seed, "-o", converted], [converted], True)]
        if checker.exists():
            measurements.append(Measurement("recast-onnx-checker, start and end", [checker], is_brief=True))
        take_turns(measurements, options.runs or 50)
        for measurement in measurements:
            measurement.measure_peak()
    floor = measurements[0].median
    report.table("Samples", ["command", "ms", "of /bin/true", "peak MiB"], [
        [one.label, spread([1000 * value for value in one.seconds]), f"{one.median / floor:.1f}",
         spread(one.peaks, 1)] for one in measurements])
    if options.program_sizes:
        program_sizes(options, report)


def program_sizes(options, report: Report) -> None:
    lean_folder = options.cache / "lean"
    lean = [*RELEASE, "--disable-default-traits", "--scratch-path", str(lean_folder)]
    rows = []
    for program in ("recast", "recast-onnx-checker"):
        subprocess.run([*lean, "--product", program], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        sizes = [stripped_size(folder / program) for folder in (options.recast.parent, lean_folder / "release")]
        rows.append([program, *(f"{size / 2**20:.2f}" for size in sizes)])
    report.table("Sizes", ["stripped, MiB", "with libonnx", "without"], rows)


def stripped_size(program: pathlib.Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(shutil.copy(program, folder))
        subprocess.run(["strip", str(copy)], check=True)
        return copy.stat().st_size
