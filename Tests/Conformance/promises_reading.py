"""What the program promises about reading, tried with whole processes."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import struct
import subprocess
import threading
import time

import promise_files as files
from promise_run import (
    DOCUMENTED, SAMPLES, Broken, Program, own_peak, promise, require, samples, traced)

#: What may start programs, load code or reach a network, and why the program has some of it.
REACHING = re.compile(
    r"^(exec\w*|fexecve|posix_spawnp?|fork|vfork|clone3?|system|popen|dlm?open|socket\w*|connect|bind|"
    r"listen|accept4?|getaddrinfo|gethostby\w+|sendto|recvfrom|send|recv|ptrace|process_vm_\w+)$")
EXPLAINED = {
    "posix_spawn": "starts recast-onnx-checker, which lies beside the program, for what was written",
    "socketpair": "talks with the checker", "send": "talks with the checker",
    "recv": "talks with the checker",
    "dlopen": "ONNX Runtime's library, where a batch file has numbers to compare",
    "clone": "the crash reporter of Swift's runtime", "execvpe": "the crash reporter of Swift's runtime",
}


@promise("P1")
def imports_are_explained(program: Program, folder: pathlib.Path) -> str:
    """The program is linked to nothing that starts, loads or connects, beside what is explained."""
    table = subprocess.run(
        ["readelf", "--dyn-syms", "--wide", program.path], capture_output=True, text=True, check=True)
    imported = {
        line.split()[7].split("@")[0] for line in table.stdout.splitlines()
        if len(line.split()) > 7 and line.split()[6] == "UND"
    }
    require(len(imported) > 50, "the program's imports cannot be listed")
    reaching = {name for name in imported if REACHING.match(name)}
    require(reaching <= EXPLAINED.keys(), f"imported without a reason: {reaching - EXPLAINED.keys()}")
    return f"{len(imported)} imports, {len(reaching)} of them explained"


@promise("P1", slow=True)
def nothing_is_started_or_connected(program: Program, folder: pathlib.Path) -> str:
    """Neither showing nor converting a sample starts a program or opens a socket."""
    paths = samples()
    for path in paths:
        for arguments in (["inspect", path, "--tensors", "--digest"], ["convert", path, "-o", "o.onnx"]):
            calls = traced(program, *arguments, calls="execve,execveat,socket,connect,fork,vfork")
            require(len(calls) == 1, f"{path.name} {arguments[0]}: {calls[1:]}")
    return f"{len(paths)} samples"


@promise("P3")
def memory_does_not_follow_sizes(program: Program, folder: pathlib.Path) -> str:
    """16 GiB of numbers, 256 MiB in a compressed 256 KiB, and declared sizes take less than 100 MiB."""
    most = own_peak() + (100 << 20)
    count = 1 << 32
    header = json.dumps(
        {"w": {"dtype": "F32", "shape": [count], "data_offsets": [0, 4 * count]}}).encode()
    with open(folder / "large.safetensors", "wb") as large:
        large.write(struct.pack("<Q", len(header)) + header)
        large.truncate(8 + len(header) + 4 * count)
    (folder / "external.onnx").write_bytes(
        files.onnx(tensors=files.onnx_tensor("w", count, location="w.bin")))
    with open(folder / "w.bin", "wb") as large:
        large.truncate(4 * count)
    (folder / "bomb.pth").write_bytes(files.gzip_bomb(256 << 20))
    (folder / "declared.npy").write_bytes(
        b"\x93NUMPY\x01\x00" + struct.pack("<H", 118)
        + b"{'descr': '<f4', 'fortran_order': False, 'shape': (1099511627776,), }".ljust(117) + b"\n")
    found = []
    for name, codes in (
        ("large.safetensors", {0}), ("external.onnx", {0}), ("bomb.pth", {3, 4, 6}),
        ("declared.npy", {3}),
    ):
        run = program.run("inspect", "--tensors", name)
        require(run.code in codes, f"{name}: exit code {run.code}: {run.errors}")
        require(run.peak <= most, f"{name}: {run.peak >> 20} MiB")
        found.append(run.peak)
    return f"at most {max(found) >> 20} MiB"


def _growing(folder: pathlib.Path) -> dict[str, tuple[int, object]]:
    """What grows with a number, by name, with the number to begin with."""
    names = [f"model.layers.{place}.weight" for place in range(400_000)]
    return {
        "tensors.safetensors": (40_000, lambda n: files.safetensors(
            [files.one_number(name) for name in names[:n]])),
        "values.bson": (60_000, lambda n: files.bson(
            [(0x12, name.encode(), bytes(8)) for name in names[:n]])),
        "names.pkl": (100_000, lambda n: files.plain_pickle({name: 1 for name in names[:n]})),
        "digits.pkl": (100_000, lambda n: files.plain_pickle(list(range(n)))),
        "tensors.pth": (4_000, lambda n: files.torch_archive({name: bytes(4) for name in names[:n]})),
        "nodes.onnx": (100_000, lambda n: files.onnx(
            nodes=b"".join(files.onnx_node(place) for place in range(n)))),
        "tensors.onnx": (20_000, lambda n: files.onnx(
            tensors=b"".join(files.onnx_tensor(name, 1) for name in names[:n]))),
        "members.npz": (8_000, files.many_members),
        "deep.pkl": (100_000, files.deep_pickle),
    }


@promise("P4", slow=True)
def time_is_linear(program: Program, folder: pathlib.Path) -> str:
    """Four times as much takes at most six times as long, however it is arranged."""
    ratios = []
    for name, (count, make) in _growing(folder).items():
        times = []
        for number in (count, 4 * count):
            (folder / name).write_bytes(make(number))
            runs = [program.run("inspect", name) for _ in range(5)]
            require(runs[0].code in DOCUMENTED, f"{name}: exit code {runs[0].code}")
            # What starting takes is in both.
            times.append(min(run.user_seconds for run in runs))
        ratio = (times[1] + 0.02) / (times[0] + 0.02)
        ratios.append(ratio)
        require(ratio < 6, f"{name}: {ratio:.1f} times as long for {count} and {4 * count}: {times}")
    return f"{len(ratios)} kinds, {statistics.median(ratios):.1f} times as long, at most {max(ratios):.1f}"


@promise("P6", slow=True)
def changed_weights_are_noticed(program: Program, folder: pathlib.Path) -> str:
    """Each byte of each record of a PyTorch archive is changed in turn; each change is noticed."""
    tensors = {"a": bytes(range(64)), "b": bytes(range(64, 96))}
    archive = files.torch_archive(tensors)
    (folder / "a.pth").write_bytes(archive)
    require(len(program.digests("a.pth")) == len(tensors), "the archive is not read undamaged")
    count = 0
    (folder / "changed").mkdir()
    for data in tensors.values():
        start = archive.index(data)
        for place in range(start, start + len(data)):
            changed = bytearray(archive)
            changed[place] ^= 1 << (place % 8)
            (folder / f"changed/{count}.pth").write_bytes(changed)
            count += 1
    paths = sorted((folder / "changed").iterdir())
    run = program.run("inspect", "--tensors", "--digest", "--json", *paths)
    refused = set(re.findall(r"^\S*/(\d+)\.pth: .*?error: ", run.errors, re.MULTILINE))
    require(len(refused) == count, f"{count - len(refused)} of {count} changes are not noticed")
    return f"{count} changes"


@promise("P9")
def depth_does_not_need_the_shell_stack(program: Program, folder: pathlib.Path) -> str:
    """With a stack of 512 KiB every sample ends as it does with the usual one, and so do deep files."""
    deep = {
        "d511.bson": files.deep_bson(510), "d100k.bson": files.deep_bson(5000),
        "deep.pkl": files.deep_pickle(1_000_000),
        "deep.json": b'{"a":' * 100_000, "deep.onnx": _deep_message(3000),
        "deep.safetensors": struct.pack("<Q", 100_008) + b'{"__metadata__":' + b"[" * 99_992 + bytes(8),
    }
    for name, content in deep.items():
        (folder / name).write_bytes(content)
    paths = [*samples(), *(folder / name for name in deep)]
    usual = program.run("inspect", "--json", *paths)
    narrow = program.run(
        "inspect", "--json", *paths, before=["bash", "-c", 'ulimit -s 512; exec "$@"', "bash"])
    require(usual.code in DOCUMENTED, f"exit code {usual.code}")
    require(
        (usual.code, usual.output, usual.errors) == (narrow.code, narrow.output, narrow.errors),
        "the results differ under ulimit -s 512")
    for path in samples(".bson", ".mindir"):
        run = program.run(
            "convert", path, "-o", "o.onnx", "--quiet",
            before=["bash", "-c", 'ulimit -s 512; exec "$@"', "bash"])
        require(run.code in DOCUMENTED, f"{path.name}: exit code {run.code}")
    return f"{len(paths)} files"


def _deep_message(depth: int) -> bytes:
    """Graphs in attributes of nodes in graphs."""
    graph = files.field(2, b"g")
    for _ in range(depth):
        graph = files.field(1, files.field(4, b"If") + files.field(5, files.field(6, graph)))
    return files.field(1, 8) + files.field(7, graph)


def _outside(folder: pathlib.Path, suffix: str) -> dict[str, str]:
    """Names that must not be opened from a folder of models, by what they are."""
    inside, secret = folder / "models", folder / f"secret{suffix}"
    inside.mkdir(exist_ok=True)
    secret.write_bytes(b"canary!!" * 1000)
    os.symlink(secret, inside / f"symbolic{suffix}")
    os.symlink(folder, inside / "linkedfolder")
    os.link(secret, inside / f"hard{suffix}")
    os.mkfifo(inside / f"pipe{suffix}")
    os.symlink("/dev/zero", inside / f"device{suffix}")
    (inside / f"folder{suffix}").mkdir()
    return {
        "symbolic link": f"symbolic{suffix}", "link to a folder": f"linkedfolder/secret{suffix}",
        "hard link": f"hard{suffix}", "pipe": f"pipe{suffix}", "device": f"device{suffix}",
        "folder": f"folder{suffix}", "parent": f"../secret{suffix}",
        "parent by way of a folder": f"folder{suffix}/../../secret{suffix}", "absolute": str(secret),
        "absolute device": "/dev/zero", "zero byte": f"safe{suffix}\0.txt",
        "empty": "", "dot": ".",
    }


@promise("P12")
def external_data_stays_in_its_folder(program: Program, folder: pathlib.Path) -> str:
    """External data of ONNX is read from plain files beneath the model's folder and nothing else."""
    refused = _outside(folder, ".bin")
    inside = folder / "models"
    (inside / "safe.bin").write_bytes(b"canary!!" * 1000)
    model = inside / "m.onnx"
    for kind, location in {"plain": "safe.bin", **refused}.items():
        model.write_bytes(files.onnx(tensors=files.onnx_tensor("w", 1000, location=location)))
        run = program.run("inspect", "--tensors", "--digest", model, timeout=5)
        if kind == "plain":
            require(run.code == 0, f"good external data is refused: {run.errors}")
        else:
            require(run.refuses(3, 4, 5), f"{kind}: exit code {run.code}")
            require(b"canary" not in run.output and "canary" not in run.errors, f"{kind} is shown")
    model.write_bytes(files.onnx(tensors=files.onnx_tensor("w", 1000, location="safe.bin", length=4004)))
    require(program.run("inspect", "--tensors", model).refuses(3), "a wrong length is accepted")
    model.write_bytes(files.onnx(tensors=files.onnx_tensor("w", 3000, location="safe.bin")))
    require(
        program.run("inspect", "--tensors", "--digest", model).refuses(3), "data past the end is accepted")
    return f"{len(refused)} kinds of names"


@promise("P12")
def shards_stay_in_their_folder(program: Program, folder: pathlib.Path) -> str:
    """Shards that an index names are plain files beside it and nothing else."""
    refused = _outside(folder, ".safetensors")
    inside = folder / "models"
    shard = files.safetensors([files.one_number("w")])
    (inside / "safe.safetensors").write_bytes(shard)
    (folder / "secret.safetensors").write_bytes(shard)
    index = inside / "model.safetensors.index.json"
    for kind, name in {"plain": "safe.safetensors", **refused}.items():
        index.write_text(json.dumps({"metadata": {}, "weight_map": {"w": name}}))
        run = program.run("inspect", "--tensors", "--digest", index, timeout=5)
        if kind == "plain":
            require(run.code == 0, f"a good shard is refused: {run.errors}")
        else:
            require(run.refuses(3, 4, 5), f"{kind}: exit code {run.code}: {run.output}")
    return f"{len(refused)} kinds of names"


@promise("P12", slow=True)
def a_swapped_link_is_never_followed(program: Program, folder: pathlib.Path) -> str:
    """Data that becomes a link to the outside and back again is never read through the link."""
    inside, secret = folder / "models", folder / "secret.bin"
    inside.mkdir()
    secret.write_bytes(b"canary!!" * 500)
    good = b"harmless" * 500
    (inside / "m.onnx").write_bytes(files.onnx(tensors=files.onnx_tensor("w", 1000, location="w.bin")))
    bad = hashlib.sha256(secret.read_bytes()).hexdigest()
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            (inside / "next").write_bytes(good)
            os.replace(inside / "next", inside / "w.bin")
            os.symlink(secret, inside / "next")
            os.replace(inside / "next", inside / "w.bin")

    swapper = threading.Thread(target=swap)
    swapper.start()
    runs = accepted = 0
    end = time.monotonic() + 15
    try:
        while time.monotonic() < end:
            run = program.run("inspect", "--tensors", "--digest", inside / "m.onnx")
            require(run.code in (0, 3, 4, 5), f"exit code {run.code}: {run.errors}")
            require(bad not in run.output.decode(), "the file outside of the folder was read")
            runs += 1
            accepted += run.code == 0
    finally:
        stop.set()
        swapper.join()
    require(accepted, "the plain file was never read, so nothing was tried")
    return f"{runs} runs, {accepted} read the plain file"


@promise("P13")
def only_regular_files_are_read(program: Program, folder: pathlib.Path) -> str:
    """A pipe, a device, a folder or a socket is refused at once, wherever a file is asked for."""
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
        good, count = SAMPLES / "torch/mlp.pth", 0
        for name in ("pipe", "folder", "socket", "/dev/zero", "/dev/stdin", "/dev/null"):
            path = folder / name
            for arguments in (
                ["inspect", path], ["inspect", "--security", path], ["convert", path, "-o", "o.onnx"],
                ["validate", path], ["validate", good, "--against", path],
                ["convert", good, "-o", "o.onnx", "--architecture", path],
                ["convert", good, "-o", "o.pth", "--mapping", path],
                ["convert", good, "-o", "o.onnx", "--key-file", path], ["batch", path],
            ):
                start = time.monotonic()
                run = program.run(*arguments, timeout=10)
                seconds = time.monotonic() - start
                require(run.refuses(2, 3, 4, 5), f"{arguments}: exit code {run.code}: {run.errors}")
                require(seconds < 1, f"{arguments}: {seconds:.1f} s")
                count += 1
    return f"{count} runs"


@promise("P14", slow=True)
def inputs_are_never_changed(program: Program, folder: pathlib.Path) -> str:
    """Reading changes neither content nor time nor rights, and opens nothing for writing elsewhere."""
    copies = folder / "inputs"
    copies.mkdir()
    for place, path in enumerate(samples()):
        shutil.copy(path, copies / f"{place}-{path.name}")
    paths = sorted(copies.iterdir())

    def state() -> list[tuple]:
        return [
            (path.name, path.read_bytes(), status.st_mtime_ns, status.st_ctime_ns, status.st_mode,
             status.st_nlink, status.st_ino)
            for path in sorted(copies.iterdir()) for status in [path.stat()]
        ]

    before = state()
    program.run("inspect", "--tensors", "--digest", *paths)
    outputs, writing = folder / "outputs", 0
    outputs.mkdir()
    for path in paths[::3]:
        lines = traced(
            program, "convert", path, "-o", outputs / "o.onnx",
            calls="open,openat,creat,truncate,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,"
            "chmod,fchmodat,link,linkat,symlink,symlinkat")
        for line in lines:
            changes = re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", line) or not line.startswith("open")
            writing += bool(changes) and str(outputs) in line
            require(
                not changes or str(outputs) in line or "O_TMPFILE" in line or "/dev/null" in line
                or " = -1 " in line, f"{path.name}: {line}")
    require(state() == before, "an input has changed")
    require(writing > 100, f"only {writing} calls that write were seen, so nothing was watched")
    return f"{len(paths)} files"


@promise("P20", slow=True)
def a_file_that_changes_is_never_mixed(program: Program, folder: pathlib.Path) -> str:
    """While another process writes, shortens and replaces a file, a digest is that of a version or none."""
    versions = [files.safetensors([files.matrix("w", 1 << 18, seed)]) for seed in (1, 2)]
    path = folder / "changing.safetensors"
    path.write_bytes(versions[0])
    digests = {hashlib.sha256(version).hexdigest() for version in versions}
    stop = threading.Event()

    def change() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            version = versions[turn % 2]
            if turn % 3 == 0:
                (folder / "next").write_bytes(version)
                os.replace(folder / "next", path)
            elif turn % 3 == 1:
                path.write_bytes(version)
            else:
                os.truncate(path, len(version) // 2)
                time.sleep(0.001)
                path.write_bytes(version)
            time.sleep(0.004)

    writer = threading.Thread(target=change)
    writer.start()
    accepted = refused = 0
    end = time.monotonic() + 20
    try:
        while time.monotonic() < end:
            run = program.run("inspect", "--digest", "--json", path)
            require(run.code in (0, 3, 5), f"exit code {run.code}: {run.errors}")
            if run.code == 0:
                accepted += 1
                digest = json.loads(run.output)["sha256"]
                require(digest in digests, "a digest of neither version")
            else:
                refused += 1
    finally:
        stop.set()
        writer.join()
    require(refused, "no change was noticed, so nothing was tried")
    return f"{accepted} read a version, {refused} were refused"


@promise("P21")
def what_is_no_model_is_named(program: Program, folder: pathlib.Path) -> str:
    """Pages, pointers and empty files are called what they are."""
    kinds = {
        "lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 5\n", "LFS"),
        "html": (b"<!DOCTYPE html>\n<html><head><title>404</title></head></html>\n", "HTML"),
        "html2": (b"\n <html lang=en><body>Sign in</body></html>", "HTML"),
        "empty": (b"", "empty"),
        "zeros": (bytes(8192), "zero"),
        "gzip": (files.gzip_bomb(1 << 20), "gzip"),
    }
    for name, (content, word) in kinds.items():
        for suffix in (".bson", ".pth", ".safetensors", ".ckpt", ".mindir", ".onnx", ".npz"):
            (folder / f"{name}{suffix}").write_bytes(content)
            run = program.run("inspect", f"{name}{suffix}")
            require(run.refuses(3, 4), f"{name}{suffix}: exit code {run.code}")
            require(word.lower() in run.errors.lower(), f"{name}{suffix}: {run.errors.strip()}")
    return f"{len(kinds)} kinds"


@promise("P21", slow=True)
def cut_files_are_refused(program: Program, folder: pathlib.Path) -> str:
    """A small file of each format is cut at every byte; no part passes for the whole."""
    seeds = [
        SAMPLES / "flux/seed.bson", SAMPLES / "torch/mlp.pth", SAMPLES / "torch/mlp_legacy.pth",
        SAMPLES / "torch/mlp.safetensors", SAMPLES / "mindspore/perceptron/perceptron.ckpt",
        SAMPLES / "flux/expected/seed.npz",
    ]
    count = 0
    for seed in seeds:
        whole, place = seed.read_bytes(), folder / seed.name
        place.mkdir()
        for length in range(len(whole)):
            (place / f"{length:06}{seed.suffix}").write_bytes(whole[:length])
        paths = sorted(place.iterdir())
        for first in range(0, len(paths), 1000):
            group = paths[first:first + 1000]
            run = program.run("inspect", "--tensors", "--digest", "--json", *group)
            accepted = {json.loads(line)["file"] for line in run.output.splitlines()}
            lengths = sorted(int(pathlib.Path(path).stem) for path in accepted)
            # A checkpoint of MindSpore is a sequence of tensors: what ends behind one is one.
            if seed.suffix != ".ckpt":
                require(not lengths, f"{seed.name} is accepted at {lengths[:5]} of {len(whole)} bytes")
            else:
                require(len(lengths) < 8, f"{seed.name} is accepted at {lengths}")
        count += len(whole)
        shutil.rmtree(place)
    return f"{count} files"


@promise("P23")
def names_are_bytes(program: Program, folder: pathlib.Path) -> str:
    """Names that only normalisation, case or a control character tells apart stay apart, everywhere."""
    names = ["\u00e9", "e\u0301", "W", "w", "a\u200bb", "ab", "x\u0007", "x", "\u212b", "\u00c5"]
    (folder / "names.safetensors").write_bytes(
        files.safetensors([files.one_number(name, place) for place, name in enumerate(names)]))
    for suffix in ("safetensors", "pth", "npz", "bson", "ckpt"):
        run = program.run("convert", "names.safetensors", "-o", f"o.{suffix}", "--quiet")
        require(run.code == 0, f"{suffix}: {run.errors}")
        run = program.run("inspect", "--tensors", "--json", f"o.{suffix}")
        found = [json.loads(line)["name"] for line in run.output.splitlines()]
        require(
            sorted(name.split(".")[-1] for name in found) == sorted(names), f"{suffix} has {found}")
        shown = program.run("inspect", "--tensors", f"o.{suffix}")
        require(b"\x07" not in shown.output and "\u200b".encode() not in shown.output, "not escaped")
    return f"{len(names)} names"


@promise("zip")
def a_checksum_that_was_not_written_is_a_note(program: Program, folder: pathlib.Path) -> str:
    """Records whose checksum is 0 are read with a note; any other wrong one is an error."""
    archive = files.torch_archive({"w": bytes(range(16))})
    path = folder / "w.pth"
    path.write_bytes(archive)
    plain = program.run("inspect", "--tensors", "--digest", path)
    require(plain.code == 0 and not plain.errors, f"the archive is not read: {plain.errors}")
    path.write_bytes(files.with_checksum(archive, "m/data/0", 0))
    unwritten = program.run("inspect", "--tensors", "--digest", path)
    require(unwritten.code == 0 and unwritten.output == plain.output, f"0: {unwritten.errors}")
    require("note:" in unwritten.errors, f"nothing is said of a checksum of 0: {unwritten.errors!r}")
    path.write_bytes(files.with_checksum(archive, "m/data/0", 1))
    wrong = program.run("inspect", "--tensors", "--digest", path)
    require(wrong.refuses(3), f"a wrong checksum: exit code {wrong.code}")
    path.write_bytes(files.with_checksum(archive, "m/data.pkl", 1))
    require(program.run("inspect", path).refuses(3), "a wrong checksum of the pickle is accepted")
    return "0, a wrong one, a wrong one of the pickle"
