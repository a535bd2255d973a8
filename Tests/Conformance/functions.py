#!/usr/bin/env python3
"""Compares the functions of architecture files with torch.

    Tests/Conformance/functions.py [--recast .build/debug/recast] [--filter TEXT] [--opset 17]

Each function stands in an architecture file of its own over inputs and one stored table; ONNX Runtime
computes it at two batch sizes and two lengths.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

import numpy
import onnxruntime
import torch
from torch.nn import functional

ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH, TIME = "batch", "time"
OPEN_SIZES = ({BATCH: 2, TIME: 5}, {BATCH: 3, TIME: 7})
SEQUENCE, PICTURE = [BATCH, TIME, 12], [BATCH, 4, 6, 8]


def heads(x, count):
    return x.unflatten(2, (count, -1)).transpose(1, 2)


def attention(query, key, value, count, keys=None, mask=None, **settings):
    keys = keys or count
    repeated = [heads(x, keys).repeat_interleave(count // keys, 1) for x in (key, value)]
    allowed = None if mask is None else mask.bool()[:, None, None, :]
    y = functional.scaled_dot_product_attention(
        heads(query, count), *repeated, attn_mask=allowed, **settings)
    return y.transpose(1, 2).flatten(2)


def scores_masked(query, key, value, count, keys, mask):
    repeated = [heads(x, keys).repeat_interleave(count // keys, 1) for x in (key, value)]
    y = functional.scaled_dot_product_attention(
        heads(query, count), *repeated, attn_mask=mask.bool())
    return y.transpose(1, 2).flatten(2)


def rotary_positions(count, size, theta):
    speeds = theta ** (-torch.arange(0, size, 2) / size)
    turns = (torch.arange(count)[:, None] * speeds)[:, None]
    return (torch.cat([turns.cos()] * 2, -1), torch.cat([-turns.sin(), turns.sin()], -1))


def positions(count, offset=0):
    return torch.arange(offset, offset + count)


X, Y = {"x": SEQUENCE}, {"x": SEQUENCE, "y": SEQUENCE}
MASKED = {"q": SEQUENCE, "k": [BATCH, 6, 12], "v": [BATCH, 6, 12], "m": f"i64[{BATCH}, 6]"}
GROUPED = {"q": [BATCH, TIME, 16], "k": [BATCH, TIME, 8], "v": [BATCH, TIME, 8]}

# Inputs, a function or steps, its settings, and the same in torch; `table` is [16, 12].
CASES = [
    *[(Y, kind, {}, body) for kind, body in [
        ("add", torch.add), ("sub", torch.sub), ("mul", torch.mul), ("div", torch.div),
        ("maximum", torch.maximum), ("minimum", torch.minimum)]],
    ({"x": SEQUENCE, "y": [BATCH, 12, 3]}, "matmul", {}, torch.matmul),
    *[(X, kind, {"value": 1.5}, body) for kind, body in [
        ("add", lambda x: x + 1.5), ("sub", lambda x: x - 1.5), ("mul", lambda x: x * 1.5),
        ("div", lambda x: x / 1.5), ("maximum", lambda x: x.clamp(min=1.5)),
        ("minimum", lambda x: x.clamp(max=1.5))]],
    (X, "pow", {"value": 2}, lambda x: x ** 2),
    ({"x": "i64[batch, time]"}, "div", {"value": 4}, lambda x: x / 4),
    ({"x": "i64[batch, time]"}, "mul", {"value": 0.5}, lambda x: x * 0.5),
    ({"x": "i64[batch, time]", "y": [BATCH, TIME]}, "add", {}, torch.add),
    (Y, "cat", {"dim": 1}, lambda x, y: torch.cat([x, y], 1)),
    (Y, "stack", {"dim": -1}, lambda x, y: torch.stack([x, y], -1)),
    ({"x": PICTURE}, "flatten", {"start_dim": 1}, lambda x: x.flatten(1)),
    ({"x": PICTURE}, "flatten", {"start_dim": 2}, lambda x: x.flatten(2)),
    (X, "flatten", {"end_dim": 1}, lambda x: x.flatten(0, 1)),
    (X, "reshape", {"shape": ["=0", "=1", 3, -1]}, lambda x: x.unflatten(2, (3, 4))),
    (X, "reshape", {"shape": ["=1", "=0", 12]}, lambda x: x.reshape(x.shape[1], x.shape[0], 12)),
    (X, "reshape", {"shape": [-1, 4]}, lambda x: x.reshape(-1, 4)),
    (X, "permute", {"dims": [2, 0, 1]}, lambda x: x.permute(2, 0, 1)),
    (X, "transpose", {"dim0": 1, "dim1": -1}, lambda x: x.transpose(1, -1)),
    (X, "unsqueeze", {"dim": -1}, lambda x: x.unsqueeze(-1)),
    ({"x": [BATCH, 1, TIME]}, "squeeze", {"dim": 1}, lambda x: x.squeeze(1)),
    ({"x": [1, 1, 12], "y": SEQUENCE}, "expand_like", {"dims": [0, 1]}, lambda x, y: x.expand_as(y)),
    (X, "chunk", {"chunks": 3, "dim": -1}, lambda x: x.chunk(3, -1)),
    ({"x": [BATCH, 8]}, "chunk", {"chunks": 3, "dim": 1}, lambda x: x.chunk(3, 1)),
    (X, "split", {"sizes": [5, 7], "dim": 2}, lambda x: x.split([5, 7], 2)),
    (X, "slice", {"dim": 1, "start": 1}, lambda x: x[:, 1:]),
    (X, "slice", {"dim": 1, "end": -1}, lambda x: x[:, :-1]),
    (X, "slice", {"dim": 2, "start": -8, "end": 11, "step": 3}, lambda x: x[..., -8:11:3]),
    (X, "select", {"dim": 1, "index": 0}, lambda x: x[:, 0]),
    (X, "select", {"dim": 1, "index": -1}, lambda x: x[:, -1]),
    (X, "take_like", {"dim": 0, "axis": 1, "offset": 2, "from": ["table", "x"]},
     lambda x, table: table[2:2 + x.shape[1]]),
    (X, "positions_like", {"axis": 1}, lambda x: positions(x.shape[1])),
    (X, "positions_like", {"axis": -1, "offset": 2}, lambda x: positions(12, 2)),
    (X, "positions_like", {"axis": 0, "offset": 2}, lambda x: positions(x.shape[0], 2)),
    (X, "zeros_like", {}, torch.zeros_like), (X, "ones_like", {}, torch.ones_like),
    (X, "mean", {"dim": 1}, lambda x: x.mean(1)),
    ({"x": PICTURE}, "mean", {"dim": [-2, -1], "keepdim": True}, lambda x: x.mean((-2, -1), True)),
    (X, "sum", {"dim": -1}, lambda x: x.sum(-1)), (X, "amax", {"dim": [0, 2]}, lambda x: x.amax((0, 2))),
    (X, "mean", {}, lambda x: x.mean()),
    (X, "cumsum", {"dim": 1}, lambda x: x.cumsum(1)),
    ({"q": SEQUENCE, "k": [BATCH, 6, 12], "v": [BATCH, 6, 12]}, "attention", {"heads": 3},
     lambda q, k, v: attention(q, k, v, 3)),
    ({"q": SEQUENCE, "k": SEQUENCE, "v": SEQUENCE}, "attention", {"heads": 2, "causal": True},
     lambda q, k, v: attention(q, k, v, 2, is_causal=True)),
    ({"q": SEQUENCE, "k": SEQUENCE, "v": SEQUENCE}, "attention", {"heads": 2, "scale": 0.3},
     lambda q, k, v: attention(q, k, v, 2, scale=0.3)),
    (GROUPED, "attention", {"heads": 4, "kv_heads": 2, "causal": True},
     lambda q, k, v: attention(q, k, v, 4, 2, is_causal=True)),
    (MASKED, "attention", {"heads": 4, "mask": True},
     lambda q, k, v, m: attention(q, k, v, 4, mask=m)),
    ({**MASKED, "k": [BATCH, 6, 6], "v": [BATCH, 6, 6]}, "attention",
     {"heads": 4, "kv_heads": 2, "mask": True}, lambda q, k, v, m: attention(q, k, v, 4, 2, mask=m)),
    ({"q": SEQUENCE, "k": SEQUENCE, "v": SEQUENCE, "m": f"i64[{BATCH}, 1, {TIME}, {TIME}]"}, "attention",
     {"heads": 2, "mask": True}, lambda q, k, v, m: scores_masked(q, k, v, 2, 2, m)),
    ({**GROUPED, "m": f"i64[{BATCH}, 1, {TIME}, {TIME}]"}, "attention",
     {"heads": 4, "kv_heads": 2, "mask": True}, lambda q, k, v, m: scores_masked(q, k, v, 4, 2, m)),
    ({"q": [BATCH, TIME, 2, 6], "k": [BATCH, TIME, 2, 6], "v": SEQUENCE}, "attention", {"heads": 2},
     lambda q, k, v: attention(q.flatten(2), k.flatten(2), v, 2)),
    ({"x": SEQUENCE}, "rotary_positions", {"axis": 1, "size": 6, "theta": 100.0},
     lambda x: rotary_positions(x.shape[1], 6, 100.0)),
    ({"x": [BATCH, TIME, 2, 6], "c": [TIME, 1, 6], "s": [TIME, 1, 6]}, "rotary", {},
     lambda x, c, s: x * c + torch.cat([x[..., 3:], x[..., :3]], -1) * s),
    (X, "linear", {"from": ["x", "table"]}, functional.linear),
    ({"i": f"i64[{BATCH}, {TIME}]"}, "embedding", {"from": ["i", "table"]}, functional.embedding),
    *[({"x": f"i64[{BATCH}, {TIME}]", "y": f"i64[{TIME}]"}, kind, {}, body) for kind, body in [
        ("logical_and", torch.logical_and), ("logical_or", torch.logical_or)]],
    ({"x": f"i64[{BATCH}, {TIME}]"}, "logical_not", {}, torch.logical_not),
    ({"x": SEQUENCE, "w": [12], "b": [12]}, "layer_norm", {"eps": 1e-3},
     lambda x, w, b: functional.layer_norm(x, [12], w, b, 1e-3)),
    *[(X, kind, {}, body) for kind, body in [
        ("identity", lambda x: x), ("relu", torch.relu), ("relu6", functional.relu6),
        ("gelu", functional.gelu), ("gelu_tanh", lambda x: functional.gelu(x, approximate="tanh")),
        ("quick_gelu", lambda x: x * torch.sigmoid(1.702 * x)), ("silu", functional.silu),
        ("tanh", torch.tanh), ("sigmoid", torch.sigmoid), ("hardswish", functional.hardswish),
        ("hardsigmoid", functional.hardsigmoid), ("leaky_relu", functional.leaky_relu),
        ("elu", functional.elu), ("softplus", functional.softplus), ("mish", functional.mish),
        ("erf", torch.erf), ("exp", torch.exp), ("neg", torch.neg), ("abs", torch.abs)]],
    (X, "leaky_relu", {"negative_slope": 0.2}, lambda x: functional.leaky_relu(x, 0.2)),
    ({"x": SEQUENCE}, [{"kind": "abs"}, {"kind": "log"}], {}, lambda x: x.abs().log()),
    ({"x": SEQUENCE}, [{"kind": "abs"}, {"kind": "sqrt"}], {}, lambda x: x.abs().sqrt()),
    (X, "softmax", {"dim": -1}, lambda x: x.softmax(-1)),
    (X, "log_softmax", {"dim": 1}, lambda x: x.log_softmax(1)),
    ({"x": PICTURE}, "max_pool2d", {"kernel_size": 3, "stride": 2, "padding": 1},
     lambda x: functional.max_pool2d(x, 3, 2, 1)),
    ({"x": PICTURE}, "avg_pool2d", {"kernel_size": 2}, lambda x: functional.avg_pool2d(x, 2)),
    ({"x": PICTURE}, "adaptive_avg_pool2d", {"output_size": [2, 1]},
     lambda x: functional.adaptive_avg_pool2d(x, (2, 1))),
    (X, "normalize", {"dim": -1}, lambda x: functional.normalize(x, dim=-1)),
    (X, "layer_norm", {"axes": [-1], "eps": 1e-3}, lambda x: functional.layer_norm(x, [12], eps=1e-3)),
    (X, "cast", {"to": "f64"}, lambda x: x.double()),
    ({"x": "i64[batch, time]"}, "ne", {"value": 1}, lambda x: x != 1),
    ({"x": "i64[batch, time]"}, "eq", {"value": 1}, lambda x: x == 1),
    (X, "gt", {"value": 0.5}, lambda x: x > 0.5), (X, "lt", {"value": 0.5}, lambda x: x < 0.5),
    ({"c": "i64[batch, time]", "x": [BATCH, TIME], "y": [BATCH, 1]}, "where", {},
     lambda c, x, y: torch.where(c.bool(), x, y)),
    ({"x": PICTURE}, "pixel_shuffle", {"upscale_factor": 2}, lambda x: functional.pixel_shuffle(x, 2)),
    ({"x": PICTURE}, "interpolate", {"scale_factor": 2, "mode": "nearest"},
     lambda x: functional.interpolate(x, scale_factor=2)),
    ({"x": PICTURE}, "interpolate", {"scale_factor": 2, "mode": "bilinear", "align_corners": False},
     lambda x: functional.interpolate(x, scale_factor=2, mode="bilinear")),
]


def sample(shape, sizes, generator):
    isInteger = isinstance(shape, str)
    if isInteger:
        shape = [int(size) if size.isdigit() else size for size in shape[4:-1].split(", ")]
    shape = [sizes.get(size, size) for size in shape]
    if isInteger:
        values = torch.randint(0, 3, shape, generator=generator)
        values[..., 0] = 1  # A mask that attends to nothing gives no number.
        return values
    return torch.randn(shape, generator=generator)


def check(recast, more, folder, number, shapes, kind, settings, body):
    table = torch.randn([16, 12], generator=torch.Generator().manual_seed(number))
    usesTable = "table" in settings.get("from", [])

    def run(sizes):
        generator = torch.Generator().manual_seed(number)
        values = [sample(shape, sizes, generator) for shape in shapes.values()]
        results = body(*values, table) if usesTable else body(*values)
        return values, list(results) if isinstance(results, tuple) else [results]

    source, target = folder / f"{number}.pth", folder / f"{number}.onnx"
    torch.save({"table": table}, source)
    names = [f"result{index}" for index in range(len(run(OPEN_SIZES[0])[1]))]
    steps = kind if isinstance(kind, list) else [{"kind": kind, "from": list(shapes)} | settings]
    steps[-1] = steps[-1] | {"as": names}
    description = folder / f"{number}.yaml"
    steps = [
        {"parameter": "table", "shape": [16, 12], "as": "table"},
        {"kind": "identity", "from": next(iter(shapes))}, *steps]
    description.write_text(json.dumps({
        "architecture": "one-function", "inputs": shapes, "outputs": {name: name for name in names},
        "forward": steps}))
    command = [recast, "convert", str(source), "-o", str(target), "--quiet", *more]
    command += ["--architecture", str(description)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        return (done.stderr.strip() or done.stdout.strip()).splitlines()[:3]
    session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    problems = []
    for sizes in OPEN_SIZES:
        values, wanted = run(sizes)
        given = dict(zip(shapes, values))
        found = session.run(None, {value.name: given[value.name].numpy() for value in session.get_inputs()})
        for array, tensor in zip(found, wanted):
            if array.shape != tuple(tensor.shape) or array.dtype != tensor.numpy().dtype:
                problems.append(f"{array.dtype} {array.shape}, expected {tensor.dtype} {tuple(tensor.shape)}")
            elif not numpy.allclose(array, tensor.numpy(), rtol=1e-4, atol=1e-5):
                problems.append(f"off by {numpy.abs(array - tensor.numpy()).max():.2e}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recast", default=str(ROOT / ".build/debug/recast"))
    parser.add_argument("--filter", default="")
    parser.add_argument("--opset", default="17")
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (shapes, kind, settings, body) in enumerate(CASES):
            if options.filter not in str(kind):
                continue
            try:
                problems = check(
                    options.recast, ["--opset", options.opset], pathlib.Path(folder), number, shapes,
                    kind, settings, body)
            except Exception as error:  # A broken model is a result as well.
                problems = [f"{type(error).__name__}: {error}"]
            if problems:
                failed += 1
                print(f"{number} {kind} {settings} {shapes}: " + "; ".join(problems))
            else:
                passed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
