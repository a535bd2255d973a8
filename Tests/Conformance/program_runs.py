"""Converts saved programs and compares ONNX Runtime's results with those that torch had.

Needs neither torch nor the cases: what program_exports.py wrote into a folder is enough.
"""
from __future__ import annotations

import collections
import dataclasses
import json
import pathlib
import re
import subprocess
import tempfile
import time

import ml_dtypes
import numpy as np
import onnx
import onnx.reference
import onnxruntime

# The tolerances of every program, as numpy.allclose means them. They are fixed; whole numbers and
# truth values have to be equal.
RELATIVE = 1e-3
ABSOLUTE = 1e-4
LIMIT = 900
onnxruntime.set_default_logger_severity(4)


@dataclasses.dataclass
class Outcome:
    """What became of a program."""

    name: str
    mode: str
    note: str = ""
    nodes: int = 0
    #: The largest difference from torch in every run, and what part of the tolerance it is.
    differences: list = dataclasses.field(default_factory=list)
    shares: list = dataclasses.field(default_factory=list)
    #: Where it ended: convert, check, load, run, names, compare; nothing where all is well.
    stage: str = ""
    problem: str = ""
    seconds: float = 0.0
    warnings: list = dataclasses.field(default_factory=list)
    #: The other exporter's nodes, this one's in the same version of the operator set, and how long this
    #: one's model takes beside the other.
    other_nodes: int = 0
    nodes_in_its_opset: int = 0
    latency: float = 0.0

    @property
    def label(self) -> str:
        return f"{self.name}.{self.mode}"

    @property
    def is_dynamic(self) -> bool:
        return self.mode.endswith(".dyn")


def records(folder: pathlib.Path) -> list[dict]:
    """The programs of a folder, by name."""
    found = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    return [record for record in found if isinstance(record, dict) and "runs" in record]


def number_of_nodes(model: onnx.ModelProto) -> int:
    """All nodes, those of branches, loops and functions as well; constants are weights of a kind."""
    def count(nodes) -> int:
        total = 0
        for node in nodes:
            total += node.op_type != "Constant"
            for attribute in node.attribute:
                for graph in [attribute.g, *attribute.graphs]:
                    total += count(graph.node)
        return total

    return count(model.graph.node) + sum(count(function.node) for function in model.functions)


def convert(recast: pathlib.Path, record: dict, folder: pathlib.Path, graph: pathlib.Path,
            extra: list[str] = ()) -> tuple[str, list[str]]:
    """What the program objected to, and its warnings."""
    command = [recast, "convert", folder / record["file"], "-o", graph, *record["arguments"], *extra]
    try:
        done = subprocess.run(
            list(map(str, command)), capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"takes longer than {LIMIT} seconds", []
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    if done.returncode != 0:
        return f"exit {done.returncode}: " + " ".join(lines or done.stdout.splitlines())[:3000], []
    return "", lines


def difference(found: np.ndarray, expected: np.ndarray, tolerance: tuple) -> tuple[float, float, str]:
    """The largest difference, what part of the tolerance it is, and what is wrong beside numbers."""
    if found.shape != expected.shape:
        return 0, 0, f"the shape is {found.shape}, expected {expected.shape}"
    if found.dtype == ml_dtypes.bfloat16 and expected.dtype == np.uint16:
        expected = expected.view(ml_dtypes.bfloat16).astype(np.float32)
    if found.dtype != expected.dtype:
        # bfloat16 is compared as float32, which holds all of its numbers.
        if not (found.dtype == ml_dtypes.bfloat16 and expected.dtype == np.float32):
            return 0, 0, f"the element type is {found.dtype}, expected {expected.dtype}"
    if expected.size == 0:
        return 0, 0, ""
    if expected.dtype.kind not in "fc":
        wrong = int((found != expected).sum())
        return float(wrong), float(wrong), f"{wrong} of {expected.size} elements differ" if wrong else ""
    wide = np.complex128 if expected.dtype.kind == "c" else np.float64
    found, expected = found.astype(wide), expected.astype(wide)
    same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    with np.errstate(all="ignore"):
        distance = np.where(same, 0, np.abs(found - expected))
        share = distance / (tolerance[1] + tolerance[0] * np.abs(expected))
    share = np.where(same, 0, np.nan_to_num(share, nan=np.inf))
    distance = np.nan_to_num(distance, nan=np.inf)
    largest, part = float(distance.max()), float(share.max())
    return largest, part, "" if part <= 1 else f"differs by {largest:.2e}, {part:.2g} of the tolerance"


def check(graph: pathlib.Path) -> str:
    """What onnx itself objects to, its strict inference of shapes among it."""
    try:
        onnx.checker.check_model(str(graph), full_check=True)
    except Exception as error:
        return " ".join(str(error).split())[:1500]
    return ""


def session_of(graph: pathlib.Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def feeds_of(session: onnxruntime.InferenceSession, values: dict) -> dict | str:
    """The inputs by their names in the model, or what is wrong about them."""
    given = [values[f"in{i}"] for i in range(sum(name.startswith("in") for name in values))]
    wanted = session.get_inputs()
    if len(wanted) < len(given):
        # A number that is not a tensor may be a part of the program.
        given = [value for value in given if value.ndim]
    if len(wanted) != len(given):
        return f"{len(wanted)} inputs ({', '.join(i.name for i in wanted)}), expected {len(given)}"
    feeds = {}
    for one, value in zip(wanted, given):
        if one.type == "tensor(bfloat16)":
            is_bits = value.dtype == np.uint16
            value = value.view(ml_dtypes.bfloat16) if is_bits else value.astype(ml_dtypes.bfloat16)
        feeds[one.name] = value
    return feeds


class Reference:
    """onnx's own evaluator, for what ONNX Runtime has no code for, such as sums of bfloat16."""

    def __init__(self, graph: pathlib.Path):
        self.graph = onnx.load(str(graph)).graph
        self.evaluator = onnx.reference.ReferenceEvaluator(str(graph))

    def get_inputs(self) -> list:
        types = {onnx.TensorProto.BFLOAT16: "tensor(bfloat16)"}
        return [types_of(one.name, types.get(one.type.tensor_type.elem_type, ""))
                for one in self.graph.input]

    def run(self, _, feeds: dict) -> list:
        return self.evaluator.run(None, feeds)


def types_of(name: str, kind: str):
    return collections.namedtuple("Input", ["name", "type"])(name, kind)


def run(outcome: Outcome, session, path: pathlib.Path, tolerance: tuple, constants: list = ()):
    with np.load(path) as archive:
        values = dict(archive)
    for constant in constants:
        values[f"in{sum(name.startswith('in') for name in values)}"] = np.array(constant)
    feeds = feeds_of(session, values)
    where = path.name.split(".")[-2]
    if isinstance(feeds, str):
        outcome.stage, outcome.problem = "names", feeds
        return
    try:
        found = session.run(None, feeds)
    except Exception as error:
        outcome.stage, outcome.problem = "run", f"{where}: " + " ".join(str(error).split())[:1500]
        return
    expected = [values[f"out{i}"] for i in range(sum(name.startswith("out") for name in values))]
    if len(found) != len(expected):
        outcome.stage = "names"
        outcome.problem = f"{where}: {len(found)} results, expected {len(expected)}"
        return
    largest = part = 0.0
    for position, (one, other) in enumerate(zip(found, expected)):
        distance, share, problem = difference(np.asarray(one), other, tolerance)
        largest, part = max(largest, distance), max(part, share)
        if problem and not outcome.problem:
            outcome.stage, outcome.problem = "compare", f"{where}, result {position}: {problem}"
    outcome.differences.append(largest)
    outcome.shares.append(part)


def judge(recast: pathlib.Path, record: dict, folder: pathlib.Path, keep: pathlib.Path | None = None,
          extra: list[str] = ()) -> Outcome:
    """Converts a program, checks the model and compares its results."""
    outcome = Outcome(record["name"], record["mode"], record.get("note", ""))
    began = time.monotonic()
    tolerance = tuple(record.get("tolerance") or (RELATIVE, ABSOLUTE))
    with tempfile.TemporaryDirectory() as temporary:
        place = keep or pathlib.Path(temporary)
        graph = place / f"{outcome.label.replace('/', '_')}.onnx"
        graph.unlink(missing_ok=True)
        outcome.problem, outcome.warnings = convert(recast, record, folder, graph, extra)
        needed = re.search(r"pass --opset (\d+)", outcome.problem)
        if needed:
            # What exists in a later operator set only is asked for as the message says.
            outcome.note = f"opset {needed[1]}" + (f"; {outcome.note}" if outcome.note else "")
            outcome.problem, outcome.warnings = convert(
                recast, record, folder, graph, [*extra, "--opset", needed[1]])
        if outcome.problem:
            outcome.stage = "convert"
        else:
            outcome.problem = check(graph)
            outcome.stage = "check" if outcome.problem else ""
            outcome.nodes = number_of_nodes(onnx.load(str(graph), load_external_data=False))
            session = None
            try:
                session = session_of(graph)
            except onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented:
                session = Reference(graph)
                outcome.note = "run by onnx's reference" + (f"; {outcome.note}" if outcome.note else "")
            except Exception as error:
                if not outcome.problem:
                    outcome.stage, outcome.problem = "load", " ".join(str(error).split())[:1500]
            for name in record["runs"]:
                if session is not None and not outcome.problem:
                    run(outcome, session, folder / name, tolerance, record.get("constants", []))
    outcome.seconds = time.monotonic() - began
    return outcome


def grouped(outcomes: list[Outcome]) -> str:
    """Failures by what they say, the most frequent first, numbers and names left out of the comparison."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if not outcome.problem:
            continue
        text = re.sub(r"(/\S+)+", "…", outcome.problem)
        text = re.sub(r"'[^']*\.pt2?'", "FILE", text)
        text = re.sub(r"(?<![A-Za-z_])\d+(\.\d+)?(e[-+]?\d+)?", "N", text)
        groups.setdefault(f"{outcome.stage}: {text[:160]}", []).append(outcome)
    lines = []
    for text, members in sorted(groups.items(), key=lambda item: -len(item[1])):
        lines.append(f"## {len(members)} × {text}")
        lines.append("")
        lines.append(", ".join(member.label for member in members[:40]) + (
            f", and {len(members) - 40} more" if len(members) > 40 else ""))
        lines.append("")
        lines.append(f"    {members[0].problem[:1200]}")
        lines.append("")
    return "\n".join(lines)
