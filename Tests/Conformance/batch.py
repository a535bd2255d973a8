#!/usr/bin/env python3
"""Judges `recast batch`: 200 models of all formats, five of them broken, and what every report says of
them; a second run that does nothing; a run that is killed and one that ends what it began; shards that
make a whole; expected numbers; exit codes.

    .venv/bin/python Tests/Conformance/batch.py --recast .build/release/recast [--quick] [--limit 1.0]

`--quick` leaves out the batch of 1,000 models; `--limit` is the most seconds that a second run may take.
"""

from __future__ import annotations

import argparse
import html.parser
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

import numpy as np
import onnx
import yaml

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "Samples"
MODEL_COUNT, BROKEN_COUNT = 200, 5
PLAN = """
jobs:
  - name: mixed
    inputs: models/**/*
    output: out/{dir}/{name}.onnx
"""


class Failure(Exception):
    """A promise that was not kept."""


def require(condition: bool, text: str) -> None:
    if not condition:
        raise Failure(text)


class Batch:
    """A folder with models and a batch file."""

    def __init__(self, recast: str, folder: pathlib.Path, plan: str = PLAN) -> None:
        self.recast, self.folder = recast, folder
        (folder / "models").mkdir(parents=True)
        (folder / "recast.yaml").write_text(plan)

    def command(self, *arguments: str) -> list[str]:
        return [self.recast, "batch", "recast.yaml", *arguments]

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs the batch where the environment says nothing but what is given."""
        environment = {"PATH": os.environ["PATH"], "SWIFT_BACKTRACE": "enable=no", **variables}
        return subprocess.run(
            self.command(*arguments), cwd=self.folder, env=environment, capture_output=True,
            text=True, timeout=600, check=False)

    def outputs(self) -> dict[str, tuple[int, int, int]]:
        """Every file below `out`, hidden ones too, with what would change if it were written."""
        found = {}
        for path in sorted((self.folder / "out").rglob("*")):
            if path.is_file():
                status = path.stat()
                found[str(path.relative_to(self.folder))] = (
                    status.st_ino, status.st_mtime_ns, status.st_size)
        return found

    def contents(self) -> dict[str, bytes]:
        return {name: (self.folder / name).read_bytes() for name in self.outputs()}


def sources() -> list[pathlib.Path]:
    """Samples of every format that convert without options."""
    rows = json.loads((SAMPLES / "corpus.json").read_text())
    flux = [
        SAMPLES / row["file"] for row in rows
        if row["expect"] == "converts" and not row["select"] and not row["input_shape"]
    ]
    torch = [SAMPLES / "torch" / file.stem for file in (SAMPLES / "torch/expected").glob("*.npz")]
    mindspore = list((SAMPLES / "mindspore").glob("*/*.mindir"))
    # The rarer formats first, so that every count of models has all of them.
    return sorted(torch) + sorted(mindspore) + flux


def make_models(folder: pathlib.Path, count: int, broken: int) -> list[str]:
    """Copies samples until there are enough, and breaks some; returns the names of the broken ones."""
    files = sources()
    good = count - broken
    for index in range(good):
        file = files[index % len(files)]
        target = folder / "models" / f"part{index % 4}" / f"{index:04}-{file.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    seed = (SAMPLES / "flux/seed.bson").read_bytes()
    mlp = (SAMPLES / "torch/mlp.pth").read_bytes()
    breakages = {
        "cut.bson": seed[:-200],
        "zeros.pth": bytes(4096),
        "page.safetensors": b"<!DOCTYPE html><title>404 & \"not found\"</title>",
        "pointer.bson": (SAMPLES / "flux/git_lfs_pointer.bson").read_bytes(),
        "cut <b>&'\".pth": mlp[: len(mlp) // 2],
    }
    for name, content in list(breakages.items())[:broken]:
        (folder / "models/part0" / name).write_bytes(content)
    return [f"models/part0/{name}" for name in list(breakages)[:broken]]


def judge_json(report: dict, count: int, broken: list[str]) -> None:
    jobs = report["jobs"]
    failed = sorted(job["input"] for job in jobs if job["status"] == "failed")
    require(len(jobs) == report["planned"] == count, f"JSON has {len(jobs)} jobs")
    require(failed == sorted(broken), f"JSON: failed are {failed}")
    require(report["exit_code"] == 1 and not report["retryable"], "JSON: the exit code")
    for job in jobs:
        if job["status"] == "failed":
            require(any(d["severity"] == "error" for d in job["diagnostics"]), f"{job}: no reason")
        else:
            model = job["model"]
            require(model["outline"]["nodes"] != [] or model["node_count"] == 0, f"{job['id']}: no outline")
            require(bool(model["inputs"] and model["outputs"]), f"{job['id']}: no shapes")


def judge_junit(text: str, count: int, broken: list[str]) -> None:
    root = ElementTree.fromstring(text)
    cases = root.findall(".//testcase")
    failed = sorted(c.get("file", "") for c in cases if c.find("failure") is not None)
    require(len(cases) == count and root.get("tests") == str(count), f"JUnit: {len(cases)} cases")
    require(failed == sorted(broken), f"JUnit: failed are {failed}")
    require(root.get("failures") == str(len(broken)), "JUnit: the count of failures")


def judge_sarif(report: dict, broken: list[str]) -> None:
    import urllib.parse

    run = report["runs"][0]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    require(report["version"] == "2.1.0", "SARIF: the version")
    errors = set()
    for result in run["results"]:
        require(result["ruleId"] in rules, f"SARIF: {result['ruleId']} is no rule")
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        if result["level"] == "error":
            errors.add(urllib.parse.unquote(place))
    require(errors == set(broken), f"SARIF: errors in {sorted(errors)}")


class Page(html.parser.HTMLParser):
    """Counts what a report's page has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows = self.drawings = self.scripts = 0
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.rows += tag == "tbody"
        self.drawings += tag == "svg"
        self.scripts += tag in {"script", "b", "iframe", "object", "link", "img"}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def judge_reports(batch: Batch, broken: list[str]) -> str:
    """The first run, and every report of it."""
    step = batch.folder / "step.md"
    step.write_text("before\n")
    start = time.monotonic()
    result = batch.run(
        "--cache", "cache", "--json", "r.json", "--junit", "r.xml", "--sarif", "r.sarif",
        "--markdown", "r.md", "--html", "r.html", GITHUB_ACTIONS="true",
        GITHUB_STEP_SUMMARY=str(step))
    seconds = time.monotonic() - start
    require(result.returncode == 1, f"exit {result.returncode}: {result.stderr[-500:]}")
    good = MODEL_COUNT - len(broken)
    report = json.loads((batch.folder / "r.json").read_text())
    judge_json(report, MODEL_COUNT, broken)
    judge_junit((batch.folder / "r.xml").read_text(), MODEL_COUNT, broken)
    judge_sarif(json.loads((batch.folder / "r.sarif").read_text()), broken)
    markdown = (batch.folder / "r.md").read_text()
    require(markdown.count("\n- ❌ **") == len(broken), "Markdown: the failures")
    require("<b>" not in markdown, "Markdown: a name is markup")
    require(step.read_text() == "before\n" + markdown, "the summary of the step")
    page = Page((batch.folder / "r.html").read_text())
    require(page.rows == MODEL_COUNT, f"HTML: {page.rows} rows")
    require(page.drawings == good, f"HTML: {page.drawings} drawings")
    require(page.scripts == 0, "HTML: a name is markup, or something else is loaded")
    require(any("cut <b>&'\".pth" in text for text in page.texts), "HTML: the name of a file")
    annotations = [line for line in result.stdout.splitlines() if line.startswith("::error file=")]
    files = {line.split("file=")[1].split(",title=")[0] for line in annotations}
    require(files == set(broken), f"annotations for {sorted(files)}")
    require(f"{good} converted, {len(broken)} failed" in result.stdout, "the summary")
    require(len(batch.outputs()) == good, f"{len(batch.outputs())} outputs")
    for name in batch.outputs():
        onnx.checker.check_model(str(batch.folder / name))
    formats = {job["model"]["source"] for job in report["jobs"] if job["model"]}
    return (
        f"{MODEL_COUNT} models of {len(formats)} formats in {seconds:.1f} s, {len(broken)} broken, "
        "right in JSON, JUnit, SARIF, Markdown, HTML, annotations")


def judge_second_run(batch: Batch, done: int, limit: float | None) -> str:
    """A run of which everything is done: nothing is written, and it is quick."""
    # The files were made just before the first run, so the second one looks at their bytes again.
    batch.run("--cache", "cache", "--quiet")
    before, kept = batch.outputs(), sorted((batch.folder / "cache").rglob("*"))
    start = time.monotonic()
    result = batch.run("--cache", "cache", "--json", "second.json")
    seconds = time.monotonic() - start
    report = json.loads((batch.folder / "second.json").read_text())
    require(report["counts"]["unchanged"] == done, f"unchanged: {report['counts']}")
    require(report["counts"]["converted"] == report["counts"]["restored"] == 0, "work was done")
    require(batch.outputs() == before, "an output was written again")
    require(sorted((batch.folder / "cache").rglob("*")) == kept, "the cache grew")
    if limit is not None:
        require(seconds <= limit, f"the second run took {seconds:.2f} s, the limit is {limit} s")
    return f"second run of {done} in {seconds:.3f} s ({result.stdout.strip().splitlines()[-1]})"


def judge_restored(batch: Batch, contents: dict[str, bytes]) -> str:
    """A fresh checkout with the cache: outputs come back, byte for byte."""
    shutil.rmtree(batch.folder / "out")
    start = time.monotonic()
    batch.run("--cache", "cache", "--json", "third.json")
    seconds = time.monotonic() - start
    counts = json.loads((batch.folder / "third.json").read_text())["counts"]
    require(counts["restored"] == len(contents) and counts["converted"] == 0, f"{counts}")
    require(batch.contents() == contents, "an output came back differently")
    return f"{counts['restored']} outputs came back from the cache in {seconds:.1f} s"


def judge_killed(batch: Batch, contents: dict[str, bytes]) -> str:
    """Kills a run with SIGKILL in the middle, several times, and lets the last one end."""
    shutil.rmtree(batch.folder / "out")
    shutil.rmtree(batch.folder / "cache")
    kills = leftovers = 0
    for wanted in (20, 60, 120):
        process = subprocess.Popen(
            batch.command("--cache", "cache", "--quiet"), cwd=batch.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            if len(list((batch.folder / "out").rglob("*.onnx"))) >= wanted:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
                break
            time.sleep(0.002)
        for name, content in batch.contents().items():
            if ".recast-tmp-" in name:
                leftovers += 1
            else:
                require(content == contents[name], f"{name} is half-written")
    done = {name for name in batch.outputs() if name in contents}
    remembered = len(list((batch.folder / "cache/recast-batch-1/jobs").glob("[0-9a-f]*")))
    result = batch.run("--cache", "cache", "--json", "last.json")
    counts = json.loads((batch.folder / "last.json").read_text())["counts"]
    require(result.returncode == 1, f"exit {result.returncode}")
    require(batch.contents() == contents, "the outputs are not those of a run that was not killed")
    require(kills >= 2, f"only {kills} runs were killed in time")
    # What a killed run had converted and not yet noted is converted again: at most one for each thread.
    redone = counts["converted"] - (len(contents) - len(done))
    require(counts["unchanged"] >= remembered, f"{remembered} remembered, {counts}")
    require(redone <= 2 * (os.cpu_count() or 1) * kills, f"{redone} were converted twice")
    hidden = [name for name in batch.outputs() if "/." in name]
    require(not hidden, f"left behind: {hidden}")
    return (
        f"killed {kills} times with {len(done)} done ({leftovers} unfinished files left): the next run "
        f"did the other {counts['converted']}, nothing half-written or left behind")


def judge_shards(batch: Batch, contents: dict[str, bytes], broken: list[str]) -> str:
    """Three shards on one cache, and their reports as one."""
    shutil.rmtree(batch.folder / "out")
    shutil.rmtree(batch.folder / "cache")
    seen: list[str] = []
    sizes = []
    for index in range(3):
        batch.run(
            "--cache", "cache", "--json", f"shard-{index}.json", SLURM_ARRAY_TASK_ID=str(index),
            SLURM_ARRAY_TASK_COUNT="3", SLURM_ARRAY_TASK_MIN="0")
        jobs = json.loads((batch.folder / f"shard-{index}.json").read_text())["jobs"]
        seen += [job["input"] for job in jobs]
        sizes.append(sum(job["input_byte_count"] + (256 << 10) for job in jobs))
    require(len(seen) == len(set(seen)) == MODEL_COUNT, f"{len(seen)} jobs in all shards")
    require(max(sizes) <= 1.1 * min(sizes), f"shards of {sizes}")
    require(batch.contents() == contents, "the outputs of the shards are not those of one run")

    def merge(*names: str) -> tuple[int, dict]:
        result = subprocess.run(
            [batch.recast, "batch", "merge-reports", *names, "--json", "merged.json", "-q",
             "--junit", "merged.xml"], cwd=batch.folder, capture_output=True, text=True, check=False)
        return result.returncode, json.loads((batch.folder / "merged.json").read_text())

    code, whole = merge("shard-0.json", "shard-1.json", "shard-2.json")
    require(code == 1 and whole["problems"] == [], f"merged: exit {code}, {whole['problems']}")
    judge_json(whole, MODEL_COUNT, broken)
    judge_junit((batch.folder / "merged.xml").read_text(), MODEL_COUNT, broken)
    _, missing = merge("shard-0.json", "shard-2.json")
    require([p["code"] for p in missing["problems"]] == ["batch.shard-missing"], "a missing shard")
    _, double = merge("shard-0.json", "shard-1.json", "shard-2.json", "shard-1.json")
    require({p["code"] for p in double["problems"]} == {"batch.shards-overlap"}, "a double shard")
    return f"3 shards of {[size >> 20 for size in sizes]} MiB made the same whole; merging says what lacks"


def judge_numbers(recast: str, folder: pathlib.Path) -> str:
    """Expected numbers: right ones, wrong ones, and none to run them with."""
    plan = """
defaults: {output: "out/{stem}.onnx"}
jobs:
  - inputs: models/*.bson
    expect:
      outputs: {y: [batch, 2]}
      numbers: {inputs: "models/{stem}.npz", outputs: "models/{stem}.npz"}
"""
    batch = Batch(recast, folder, plan)
    arrays = dict(np.load(SAMPLES / "flux/expected/seed.npz"))
    for name, change in (("right", 0.0), ("wrong", 0.01)):
        shutil.copyfile(SAMPLES / "flux/seed.bson", folder / f"models/{name}.bson")
        np.savez(folder / f"models/{name}.npz", x=arrays["x"], y=arrays["y"] + change)

    def checks(*arguments: str) -> tuple[int, list[str], list[str]]:
        result = batch.run("--cache", "cache", "--json", "r.json", *arguments)
        jobs = json.loads((folder / "r.json").read_text())["jobs"]
        return (
            result.returncode, [job["numbers"]["status"] for job in jobs],
            [job["status"] for job in jobs])

    runtime = ("--onnx-runtime", sys.prefix)
    for _ in range(2):
        code, numbers, _ = checks(*runtime)
        require((code, numbers) == (1, ["passed", "failed"]), f"exit {code}, {numbers}")
    code, numbers, status = checks("--onnx-runtime", "/nowhere")
    require(numbers == ["not_checked"] * 2 and code == 0, f"without: exit {code}, {numbers}")
    code, _, status = checks("--onnx-runtime", "/nowhere", "--require-numbers")
    require(code == 1 and status == ["failed"] * 2, f"required: exit {code}, {status}")
    return "numbers run through ONNX Runtime; without it they are said not to be checked"


def judge_exit_codes(recast: str, folder: pathlib.Path) -> str:
    """What a scheduler tells from the exit code."""
    batch = Batch(recast, folder)
    shutil.copyfile(SAMPLES / "flux/seed.bson", folder / "models/seed.bson")
    found = {"done": batch.run().returncode}
    shutil.rmtree(folder / "out")
    (folder / "out").write_text("in the way")
    found["not writable"] = batch.run().returncode
    (folder / "out").unlink()
    (folder / "models/cut.bson").write_bytes(b"\x10\x00")
    found["bad file"] = batch.run().returncode
    found["fail-fast"] = batch.run("--fail-fast", "--jobs", "1").returncode
    (folder / "recast.yaml").write_text("jobs: [{inputs: nowhere/*, output: x}]")
    found["no match"] = batch.run().returncode
    (folder / "recast.yaml").write_text("jobs: [{inputs: a, outputs: x}]")
    found["bad plan"] = batch.run().returncode
    (folder / "recast.yaml").write_text("jobs: [")
    found["no YAML"] = batch.run().returncode
    found["half a shard"] = batch.run(JOB_COMPLETION_INDEX="1").returncode
    found["bad option"] = batch.run("--jobs", "0").returncode
    wanted = {
        "done": 0, "not writable": 5, "bad file": 1, "fail-fast": 1, "no match": 1, "bad plan": 2,
        "no YAML": 3, "half a shard": 2, "bad option": 2,
    }
    require(found == wanted, f"exit codes {found}")
    return "exit codes tell what is worth another try"


def judge_examples() -> str:
    """The ready files are what their readers take, and the schema takes what the program takes."""
    import jsonschema

    for file in sorted((REPOSITORY / "Examples").rglob("*")):
        if file.suffix in {".yml", ".yaml"}:
            require(isinstance(yaml.safe_load(file.read_text()), dict), f"{file.name} is no mapping")
        elif file.suffix == ".sh":
            subprocess.run(["bash", "-n", str(file)], check=True)
    job = yaml.safe_load((REPOSITORY / "Examples/batch/kubernetes-job.yaml").read_text())["spec"]
    codes = [
        code for rule in job["podFailurePolicy"]["rules"]
        for code in rule.get("onExitCodes", {}).get("values", [])
    ]
    require(sorted(codes) == [1, 2, 3, 5, 6, 70, 137, 143], f"the pod's exit codes {codes}")
    require(int(job["template"]["spec"]["containers"][0]["env"][0]["value"]) == job["completions"],
            "the number of shards is not that of completions")
    schema = json.loads((REPOSITORY / "Documentation/batch.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    text = (REPOSITORY / "Documentation/Batch.md").read_text()
    validator.validate(yaml.safe_load(text.split("```yaml\n")[1].split("```")[0]))
    validator.validate(yaml.safe_load(PLAN))
    for wrong in ("{}", "jobs: []", "jobs: [{inputs: a, outputs: b}]", "jobs: [{inputs: a, opset: 9}]"):
        require(not validator.is_valid(yaml.safe_load(wrong)), f"the schema takes {wrong}")
    return "examples and schema are sound"


def judge_thousand(recast: str, folder: pathlib.Path, limit: float | None) -> str:
    """1,000 models whose second run has nothing to do."""
    batch = Batch(recast, folder)
    make_models(folder, 1000, 0)
    start = time.monotonic()
    result = batch.run("--cache", "cache", "--quiet")
    first = time.monotonic() - start
    require(result.returncode == 0, f"exit {result.returncode}: {result.stderr[-500:]}")
    return f"first run of 1,000 in {first:.1f} s; " + judge_second_run(batch, 1000, limit)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recast", default=".build/debug/recast", help="the program to judge")
    parser.add_argument("--quick", action="store_true", help="without the batch of 1,000 models")
    parser.add_argument("--limit", type=float, help="the most seconds of a second run")
    options = parser.parse_args()
    recast = str(pathlib.Path(options.recast).resolve())
    passed = failed = 0

    def judge(name: str, check, *arguments) -> None:
        nonlocal passed, failed
        try:
            text = check(*arguments)
        except Exception as failure:  # what a report lacks shows in many ways
            failed += 1
            print(f"FAIL {name}: {type(failure).__name__}: {failure}")
        else:
            passed += 1
            print(f"ok   {name}: {text}", flush=True)

    with tempfile.TemporaryDirectory(prefix="recast-batch-") as path:
        folder = pathlib.Path(path)
        batch = Batch(recast, folder / "mixed")
        broken = make_models(batch.folder, MODEL_COUNT, BROKEN_COUNT)
        judge("reports", judge_reports, batch, broken)
        contents = batch.contents()
        judge("second run", judge_second_run, batch, len(contents), options.limit)
        judge("restored", judge_restored, batch, contents)
        judge("killed", judge_killed, batch, contents)
        judge("shards", judge_shards, batch, contents, broken)
        judge("numbers", judge_numbers, recast, folder / "numbers")
        judge("exit codes", judge_exit_codes, recast, folder / "codes")
        judge("examples", judge_examples)
        if not options.quick:
            judge("1,000 models", judge_thousand, recast, folder / "thousand", options.limit)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
