"""What the program promises about writing, tried with whole processes."""

from __future__ import annotations

import os
import pathlib
import random
import signal
import struct
import subprocess
import time

import promise_files as files
from promise_run import SAMPLES, Program, leftovers, promise, require

SUFFIXES = ("onnx", "safetensors", "pth", "npz", "bson", "ckpt")


@promise("P4", slow=True)
def writing_is_linear(program: Program, folder: pathlib.Path) -> str:
    """Four times as many layers take at most six times as long, in every format."""
    ratios = []
    for suffix in (*SUFFIXES, "air"):
        times = []
        for count in (1000, 4000):
            layers = [
                [(f"{place}.weight", "F32", [4, 4], bytes(64)), (f"{place}.bias", "F32", [4], bytes(16))]
                for place in range(count)
            ]
            (folder / "layers.safetensors").write_bytes(files.safetensors(sum(layers, [])))
            (folder / "layers.txt").write_text("Sequential(\n" + "".join(
                f"  ({place}): Linear(in_features=4, out_features=4, bias=True)\n"
                for place in range(count)) + ")\n")
            options = ["--architecture", "layers.txt"] if suffix in ("onnx", "air") else []
            options += ["--input-shape", "x:2,4"] if suffix == "air" else []
            runs = [
                program.run("convert", "layers.safetensors", "-o", f"o.{suffix}", "--quiet", *options)
                for _ in range(3)
            ]
            require(runs[0].code == 0, f"{suffix}: {runs[0].errors}")
            times.append(min(run.user_seconds for run in runs))
        ratio = (times[1] + 0.02) / (times[0] + 0.02)
        ratios.append(ratio)
        require(ratio < 6, f"{suffix}: {ratio:.1f} times as long for four times the layers: {times}")
    return f"{len(ratios)} formats, at most {max(ratios):.1f} times as long"


@promise("P15")
def names_never_become_paths(program: Program, folder: pathlib.Path) -> str:
    """Names of tensors that are paths are kept as names or refused; nothing appears elsewhere."""
    names = [
        "../../escape", "/etc/escape", "a/b/../c", "..", ".", "a" * 65_536, "C:\\escape", "a/./b", "/", "~/x",
    ]
    work = folder / "one/two"
    work.mkdir(parents=True)
    count = 0
    for name in names:
        (work / "n.safetensors").write_bytes(files.safetensors([files.one_number(name)]))
        for suffix in SUFFIXES[1:]:
            run = program.run("convert", "n.safetensors", "-o", f"o.{suffix}", "--quiet", cwd=work)
            require(run.code == 0 or run.refuses(2, 3, 4, 6), f"{name[:20]} to {suffix}: {run.code}")
            found = {
                str(path.relative_to(folder)) for path in folder.rglob("*")
                if path.is_file() and not path.name.startswith(".")
            }
            wanted = {"one/two/n.safetensors"} | ({f"one/two/o.{suffix}"} if run.code == 0 else set())
            require(found == wanted, f"{name[:20]} to {suffix} leaves {found - wanted}")
            if run.code == 0 and suffix in ("npz", "pth"):
                listed = subprocess.run(
                    ["python3", "-m", "zipfile", "-l", work / f"o.{suffix}"], capture_output=True, text=True)
                members = [line.split()[0] for line in listed.stdout.splitlines()[1:] if line.split()]
                require(
                    not any(part == ".." for member in members for part in member.split("/"))
                    and not any(member.startswith("/") for member in members),
                    f"{name[:20]} to {suffix}: a member leads out: {members}")
            (work / f"o.{suffix}").unlink(missing_ok=True)
            count += 1
    return f"{count} conversions"


@promise("P18", slow=True)
def signals_leave_what_was_there(program: Program, folder: pathlib.Path) -> str:
    """A signal at any time ends the program within a second; the old output stays or the new one is whole."""
    (folder / "large.safetensors").write_bytes(
        files.safetensors([files.matrix(f"w{place}", 1 << 20, place) for place in range(24)]))
    arguments = ["convert", "large.safetensors", "-o", "o.safetensors", "--dtype", "f16", "--quiet"]
    start = time.monotonic()
    require(program.run(*arguments).code == 0, "the conversion fails undisturbed")
    seconds = time.monotonic() - start
    output = folder / "o.safetensors"
    new, generator, ended = output.read_bytes(), random.Random(18), 0
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    for turn in range(52):
        output.write_bytes(b"old")
        process = program.start(*arguments, stderr=subprocess.DEVNULL)
        time.sleep(generator.random() * seconds)
        kind = kinds[turn % len(kinds)]
        process.send_signal(kind)
        sent = time.monotonic()
        code = process.wait(20)
        require(time.monotonic() - sent < 1, f"{kind.name}: ended only after {time.monotonic() - sent:.1f} s")
        require(code in (0, -kind), f"{kind.name}: exit code {code}")
        found = output.read_bytes()
        require(found in (b"old", new), f"{kind.name}: the output is neither the old nor the new one")
        require(code != 0 or found == new, f"{kind.name}: exit code 0 without the output")
        require(not leftovers(folder), f"{kind.name}: {leftovers(folder)} is left")
        ended += code != 0
    require(ended > 10, f"only {ended} of the signals came in time")
    return f"{ended} of 52 runs were ended in {seconds:.1f} s"


@promise("P19", slow=True)
def parallel_runs_leave_one_whole_result(program: Program, folder: pathlib.Path) -> str:
    """32 runs at once on one output leave the result of one of them, and nothing else."""
    sources = [SAMPLES / "torch/mlp.pth", SAMPLES / "flux/seed.bson"]
    sets = (["-o", "o.onnx"], ["--max-shard-size", "100B", "-o", "o.safetensors"])
    rounds = 0
    for options in sets:
        results = []
        place = folder / options[-1]
        for source in sources:
            place.mkdir(exist_ok=True)
            require(program.run("convert", source, *options, cwd=place).code == 0, "a conversion fails")
            results.append(_contents(place))
            for path in place.iterdir():
                path.unlink()
        for _ in range(12):
            processes = [
                program.start(
                    "convert", sources[number % 2], *options, "--quiet", cwd=place,
                    stderr=subprocess.DEVNULL)
                for number in range(32)
            ]
            codes = [process.wait(120) for process in processes]
            require(set(codes) == {0}, f"exit codes {sorted(set(codes))}")
            found = _contents(place)
            named = _named(place, found)
            require(
                any(named == _named(place, result) for result in results),
                f"{options[-1]}: what the output names is of no run: {sorted(found)}")
            require(not leftovers(place), f"{leftovers(place)} is left")
            rounds += 1
    return f"{rounds} rounds of 32 runs"


def _contents(folder: pathlib.Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _named(folder: pathlib.Path, contents: dict[str, bytes]) -> object:
    """What a reader finds: of an index the tensors that it names, else the files."""
    index = next((name for name in contents if name.endswith(".index.json")), None)
    if index is None:
        return contents
    return files.indexed_entries(contents[index], lambda shard: contents.get(shard, b""))


@promise("P22")
def values_pass_bit_for_bit(program: Program, folder: pathlib.Path) -> str:
    """Numbers that are none, infinite, denormal or negative zeros keep every bit in every format."""
    words = [
        0x7FC00001, 0xFFC00000, 0x7F800001, 0x7F800000, 0xFF800000, 0x80000000, 0x00000001, 0x807FFFFF,
    ]
    halves = [0x7E01, 0xFE00, 0x7C01, 0x7C00, 0x8000, 0x0001, 0x83FF, 0x3C00]
    tensors = [
        ("f32", "F32", [8], struct.pack("<8I", *words)), ("f16", "F16", [8], struct.pack("<8H", *halves)),
        ("f64", "F64", [1], struct.pack("<Q", 0x7FF0000000000001)),
    ]
    (folder / "v.safetensors").write_bytes(files.safetensors(tensors))
    wanted = program.digests("v.safetensors")
    require(len(wanted) == 3, "the file is not read")
    for suffix in SUFFIXES[1:]:
        run = program.run("convert", "v.safetensors", "-o", f"v2.{suffix}", "--quiet")
        require(run.code == 0, f"{suffix}: {run.errors}")
        found = program.digests(f"v2.{suffix}")
        require(sorted(found.values()) == sorted(wanted.values()), f"{suffix} has other bits")
    return f"{len(SUFFIXES) - 1} formats"


def _result(program: Program, folder: pathlib.Path, source: pathlib.Path, suffix: str, **more):
    """What a conversion writes and says, with the folder's own path taken out."""
    folder.mkdir(parents=True, exist_ok=True)
    run = program.run("convert", source, "-o", f"o.{suffix}", cwd=folder, **more)
    output = folder / f"o.{suffix}"
    content = output.read_bytes() if output.exists() else None
    output.unlink(missing_ok=True)
    return run.code, content, run.errors, run.output


@promise("P24", slow=True)
def runs_are_identical(program: Program, folder: pathlib.Path) -> str:
    """Twenty runs write the same bytes and say the same, whatever the runs' hash seeds are."""
    names = [f"n{number * 7919 % 60_013}" for number in range(5000)]
    many = folder / "many.safetensors"
    many.write_bytes(files.safetensors([files.one_number(name) for name in names]))
    cases = [(many, suffix) for suffix in SUFFIXES[1:]]
    cases += [(SAMPLES / name, "onnx") for name in (
        "flux/conv_lenet.bson", "torch/mlp.pth", "torch/pairs/other_framework.pth",
        "flux/unknown_layer.bson", "mindspore/in_order/in_order.mindir")]
    for source, suffix in cases:
        results = {_result(program, folder / "run", source, suffix) for _ in range(20)}
        require(len(results) == 1, f"{source.name} to {suffix}: {len(results)} results of 20 runs")
    return f"{len(cases)} conversions, 20 times each"


@promise("P27")
def surroundings_do_not_matter(program: Program, folder: pathlib.Path) -> str:
    """Folder, time zone, language, umask and home change neither bytes nor messages."""
    surroundings = [
        {"env": {"TZ": "UTC", "LC_ALL": "C"}},
        {"env": {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8"}},
        {"env": {"HOME": "/nonexistent", "LANGUAGE": "de", "TERM": "dumb"}, "umask": 0o077},
        {"env": {"COLUMNS": "40", "USER": "other"}, "umask": 0o002},
    ]
    names = [
        "flux/seed.bson", "flux/conv_lenet.bson", "flux/truncated.bson", "torch/mlp.pth",
        "torch/pairs/missing.pth", "mindspore/in_order/in_order.ckpt",
        "mindspore/perceptron/perceptron.mindir",
    ]
    count = 0
    for name in names:
        for suffix in SUFFIXES:
            results = {
                _result(program, folder / f"at/{place * 'deeper/'}", SAMPLES / name, suffix, **more)
                for place, more in enumerate(surroundings)
            }
            require(len(results) == 1, f"{name} to {suffix}: {len(results)} results")
            count += 1
    return f"{count} conversions in {len(surroundings)} surroundings"
