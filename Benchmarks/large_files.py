#!/usr/bin/env python3
"""Makes a large file of weights that the catalogue recognises, of about so many bytes.

    large_files.py OUTPUT --bytes N [--family gpt2|llama|mindspore-encoder]

The output's ending chooses who writes it: `.pth` torch, `.safetensors` the safetensors library, `.ckpt`
MindSpore (run it with MindSpore's Python). GPT-2 stores its matrices as ONNX multiplies by them, so that
nothing has to be transformed; Llama and MindSpore's encoder store every matrix transposed.
"""

import argparse
import math
import pathlib

import numpy

POOL = 1 << 24


def gpt2(width: int, layers: int) -> list[tuple[str, tuple[int, ...]]]:
    shapes = [("transformer.wte.weight", (50257, width)), ("transformer.wpe.weight", (1024, width))]
    for index in range(layers):
        layer = f"transformer.h.{index}"
        shapes += [(f"{layer}.ln_1.weight", (width,)), (f"{layer}.ln_1.bias", (width,))]
        for name, inner, outer in (("attn.c_attn", width, 3 * width), ("attn.c_proj", width, width)):
            shapes += [(f"{layer}.{name}.weight", (inner, outer)), (f"{layer}.{name}.bias", (outer,))]
        shapes += [(f"{layer}.ln_2.weight", (width,)), (f"{layer}.ln_2.bias", (width,))]
        for name, inner, outer in (("mlp.c_fc", width, 4 * width), ("mlp.c_proj", 4 * width, width)):
            shapes += [(f"{layer}.{name}.weight", (inner, outer)), (f"{layer}.{name}.bias", (outer,))]
    return shapes + [("transformer.ln_f.weight", (width,)), ("transformer.ln_f.bias", (width,))]


def llama(width: int, layers: int) -> list[tuple[str, tuple[int, ...]]]:
    inner = width * 11 // 4
    shapes = [("model.embed_tokens.weight", (32000, width))]
    for index in range(layers):
        layer = f"model.layers.{index}"
        shapes += [(f"{layer}.self_attn.{name}_proj.weight", (width, width)) for name in "qkvo"]
        shapes += [(f"{layer}.mlp.{name}_proj.weight", (inner, width)) for name in ("gate", "up")]
        shapes += [(f"{layer}.mlp.down_proj.weight", (width, inner))]
        shapes += [(f"{layer}.{name}_layernorm.weight", (width,))
                   for name in ("input", "post_attention")]
    return shapes + [("model.norm.weight", (width,)), ("lm_head.weight", (32000, width))]


def mindspore_encoder(width: int, layers: int) -> list[tuple[str, tuple[int, ...]]]:
    shapes = [("tok.embedding_table", (30522, width)), ("pos", (1, 512, width))]
    for index in range(layers):
        layer = f"layers.{index}"
        for name, outer, inner in (("q", width, width), ("k", width, width), ("v", width, width),
                                   ("o", width, width), ("f1", 4 * width, width),
                                   ("f2", width, 4 * width)):
            shapes += [(f"{layer}.{name}.weight", (outer, inner)), (f"{layer}.{name}.bias", (outer,))]
        shapes += [(f"{layer}.{norm}.{name}", (width,))
                   for norm in ("ln1", "ln2") for name in ("gamma", "beta")]
    return shapes + [("fc.weight", (1000, width)), ("fc.bias", (1000,))]


FAMILIES = {"gpt2": gpt2, "llama": llama, "mindspore-encoder": mindspore_encoder}


def shapes_of(family: str, byte_count: int) -> list[tuple[str, tuple[int, ...]]]:
    """The shapes of a network with as many layers as come closest to the size."""
    width = 4096 if byte_count > 8e9 else 2048 if byte_count > 2e9 else 768

    def total(layers: int) -> int:
        return 4 * sum(math.prod(shape) for _, shape in FAMILIES[family](width, layers))

    layers = max(1, round((byte_count - total(0)) / (total(1) - total(0))))
    return FAMILIES[family](width, layers)


def tensors_of(shapes: list[tuple[str, tuple[int, ...]]]):
    """Arrays of their own, filled from one pool of normal numbers, each from another place of it."""
    generator = numpy.random.default_rng(7)
    pool = generator.standard_normal(POOL, dtype=numpy.float32) * numpy.float32(0.02)
    for name, shape in shapes:
        count = math.prod(shape)
        values = numpy.empty(count, dtype=numpy.float32)
        start = int(generator.integers(POOL))
        done = 0
        while done < count:
            step = min(count - done, POOL - start)
            values[done:done + step] = pool[start:start + step]
            done, start = done + step, 0
        yield name, values.reshape(shape)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--bytes", type=float, default=4e9, help="about so many (%(default)s)")
    parser.add_argument("--family", choices=sorted(FAMILIES), default="gpt2")
    options = parser.parse_args()
    tensors = tensors_of(shapes_of(options.family, int(options.bytes)))
    match options.output.suffix:
        case ".pth":
            import torch
            torch.save({name: torch.from_numpy(array) for name, array in tensors}, options.output)
        case ".safetensors":
            from safetensors.numpy import save_file
            save_file(dict(tensors), options.output, metadata={"format": "pt"})
        case ".ckpt":
            import mindspore
            mindspore.save_checkpoint(
                [{"name": name, "data": mindspore.Tensor(array)} for name, array in tensors],
                str(options.output))
        case suffix:
            parser.error(f"nobody writes '{suffix}'")


if __name__ == "__main__":
    main()
