"""The loops over elements and bytes, against memcpy in the same process."""

from __future__ import annotations

import statistics
import subprocess

from measuring import ROOT, Report


def measure(options, report: Report) -> None:
    package = ROOT / "Benchmarks/Kernels"
    build = ["swift", "build", "-c", "release", "--package-path", str(package),
             "--scratch-path", str(options.cache / "kernels")]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    folder = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True)
    found: dict[str, list[float]] = {}
    # Several processes: where memory lies differs from one to the next.
    for _ in range(options.runs or 3):
        done = subprocess.run([f"{folder.stdout.strip()}/kernels"], check=True, capture_output=True, text=True)
        for line in done.stdout.splitlines():
            name, *rates = line.split("\t")
            found.setdefault(name, []).extend(float(rate) for rate in rates)
    memcpy = statistics.median(found["memcpy"])
    rows = [[name, f"{statistics.median(rates):.2f} ({min(rates):.2f} to {max(rates):.2f})",
             f"{statistics.median(rates) / memcpy:.2f}"] for name, rates in found.items()]
    report.table("Kernels", ["loop", "GB/s of input", "of memcpy"], rows,
                 "128 MiB in blocks of 4 MiB, medians and ranges.")
