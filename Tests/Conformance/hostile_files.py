"""Runs the corpus of hostile files: none may harm, and each has to end as its manifest says.

    hostile_files.py --recast RECAST --corpus FOLDER --runner SCRIPT [--only KIND,KIND]

The runner gives each file to `recast inspect` in a folder of its own and watches it: signals, time, memory, what
is executed, connected to or written (with strace, where that is installed), what is printed. A file that has to be
refused may be shown by `inspect` if `convert`, which looks at all of it, refuses it.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

#: What is wrong with these is in the graph, which of ONNX files is neither read nor converted.
SHOWN = {"onnx/function_laughs.onnx", "onnx/graph_dangling_output.onnx"}


def is_reading(line: str) -> bool:
    """Whether a traced call only opens a file for reading, whatever the file is called."""
    return "O_RDONLY" in line and not re.search(r"O_(WRONLY|RDWR|CREAT)", line)


def remaining(result: dict, recast: str, corpus: pathlib.Path, folder: pathlib.Path) -> str:
    """The findings of the runner that are ones."""
    findings = result["findings"]
    if "W" in findings and result["trace"] and all(map(is_reading, result["trace"])):
        findings = findings.replace("W", "")
    if "A" in findings and result["file"] in SHOWN:
        return findings.replace("A", "")
    if "A" in findings and result["format"] != "onnx":
        output = folder / "model.onnx"
        converted = subprocess.run(
            [recast, "convert", corpus / result["file"], "-o", output, "--quiet"],
            capture_output=True, timeout=20)
        if converted.returncode in (3, 4, 6) and not output.exists():
            findings = findings.replace("A", "")
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--recast", required=True)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--runner", required=True)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    recast = os.path.abspath(options.recast)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for way in ("--tensors --digest --json", ""):
            report = folder / "report.json"
            command = [
                sys.executable, options.runner, "--corpus", options.corpus, "--json", report,
                "--cmd", f"{recast} inspect {way} {{file}}", "--only", options.only,
            ]
            if shutil.which("strace"):
                command.append("--strace")
            subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
            results = json.loads(report.read_text())
            results = results if isinstance(results, list) else results["results"]
            for result in results:
                findings = remaining(result, recast, options.corpus, folder)
                if findings:
                    failed += 1
                    print(f"{result['file']} ({way or 'summary'}): {findings}: {result['msg']}")
            print(f"inspect {way}: {len(results)} hostile files, {failed} with findings so far")
            if not results:
                print("nothing was run")
                return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
