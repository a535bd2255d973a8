#!/usr/bin/env python3
"""Checks `recast validate STATE_DICT --against PRINTED` with models that PyTorch itself prints and saves.

usage: printed.py [--recast PROGRAM] [--verbose] [--keep FOLDER] [NAME...]

A state dict fits the printed text of its model, or differs only by tensors that printing does not show
because a module holds them itself; then the report says so. With one size of the text changed, the report
has that size. Needs torch, torchvision and transformers.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import torch
from torch import nn

try:
    import torchvision
except RuntimeError:
    # torchvision's own operators are missing where its build is not torch's; no model here needs them.
    for name in [name for name in sys.modules if name.startswith("torchvision")]:
        del sys.modules[name]
    library = torch.library.Library("torchvision", "DEF")
    library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import torchvision


def small_models():
    layer = nn.TransformerEncoderLayer(16, 2, 32)
    yield "encoder", lambda: nn.TransformerEncoder(layer, 3)
    yield "recurrent", lambda: nn.Sequential(
        nn.Embedding(9, 4, padding_idx=0), nn.LSTM(4, 5, num_layers=2, bidirectional=True),
        nn.GRU(10, 3, bias=False), nn.RNN(3, 2), nn.LSTM(2, 6, proj_size=3))
    yield "normalised", lambda: nn.Sequential(
        nn.Conv1d(4, 8, 3, groups=2, bias=False), nn.BatchNorm1d(8, affine=False),
        nn.GroupNorm(2, 8), nn.InstanceNorm1d(8, affine=True, track_running_stats=True),
        nn.LayerNorm([8, 3]), nn.LayerNorm(3, elementwise_affine=False), nn.PReLU(8), nn.RMSNorm(3))
    yield "transposed", lambda: nn.Sequential(
        nn.ConvTranspose2d(6, 4, 3, groups=2, output_padding=1, stride=2), nn.Conv3d(4, 2, (1, 2, 3)),
        nn.Bilinear(3, 4, 5), nn.Linear(5, 3))


def vision_models():
    for name in torchvision.models.list_models(module=torchvision.models):
        # The largest take gigabytes and have the layers of their smaller siblings.
        if not re.search(r"_h_14|_l_16|_l_32|y_128gf|x_32gf|y_32gf|101_64x4d|_v2_l|net_b7|t_large", name):
            yield name, lambda name=name: torchvision.models.get_model(
                name, weights=None, **({"init_weights": False} if re.match("googlenet|inception", name) else {}))


def language_models():
    import transformers
    small = dict(vocab_size=99, hidden_size=32, num_hidden_layers=2, num_attention_heads=4,
                 intermediate_size=48, max_position_embeddings=64)
    yield "bert", lambda: transformers.BertModel(transformers.BertConfig(**small))
    yield "roberta", lambda: transformers.RobertaModel(transformers.RobertaConfig(**small))
    yield "llama", lambda: transformers.LlamaForCausalLM(transformers.LlamaConfig(**small))
    yield "mistral", lambda: transformers.MistralForCausalLM(
        transformers.MistralConfig(**small, num_key_value_heads=2))
    yield "gpt2", lambda: transformers.GPT2LMHeadModel(
        transformers.GPT2Config(vocab_size=99, n_embd=32, n_layer=2, n_head=4, n_positions=64))
    yield "distilbert", lambda: transformers.DistilBertModel(transformers.DistilBertConfig(
        vocab_size=99, dim=32, n_layers=2, n_heads=4, hidden_dim=48, max_position_embeddings=64))
    yield "t5", lambda: transformers.T5ForConditionalGeneration(transformers.T5Config(
        vocab_size=99, d_model=32, d_kv=8, d_ff=48, num_layers=2, num_heads=4))
    yield "vit", lambda: transformers.ViTModel(transformers.ViTConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48, image_size=32))


def validated(program, weights, text):
    run = subprocess.run([program, "validate", weights, "--against", text, "--json"],
                         capture_output=True, text=True, timeout=600)
    if run.returncode not in (0, 1):
        raise ValueError(f"exit code {run.returncode}: {run.stderr.strip()[:300]}")
    return run.returncode, json.loads(run.stdout)


def own_tensors(model):
    """The names of the tensors that modules with children, or of classes outside torch.nn, hold themselves."""
    names = set()
    for path, module in model.named_modules():
        shows = type(module).__module__.startswith("torch.nn") and not list(module.children())
        if shows or isinstance(module, nn.MultiheadAttention):
            continue
        for name, _ in list(module.named_parameters(recurse=False)) + list(module.named_buffers(recurse=False)):
            names.add(f"{path}.{name}" if path else name)
    return names


def check(program, folder, name, build):
    model = build()
    weights, text = os.path.join(folder, f"{name}.pth"), os.path.join(folder, f"{name}.txt")
    printed = repr(model)
    with open(text, "w", encoding="utf-8") as file:
        file.write(printed + "\n")
    torch.save(model.state_dict(), weights)
    code, report = validated(program, weights, text)
    unexpected = {entry["name"] for entry in report.get("unexpected", [])}
    for key in ("missing", "shape_mismatch"):
        if report.get(key):
            raise ValueError(f"{key}: {report[key][:3]}")
    if not unexpected <= own_tensors(model):
        raise ValueError(f"unexpected: {sorted(unexpected - own_tensors(model))[:5]}")
    if bool(unexpected) != (code == 1):
        raise ValueError(f"exit code {code} with {len(unexpected)} unexpected tensors")
    if unexpected and not any(advice["kind"] == "unprinted" for advice in report["advice"]):
        raise ValueError(f"no advice on {sorted(unexpected)[:3]}")
    # The same text with one size changed.
    size = list(re.finditer(r"out_features=(\d+)", printed))
    if not size:
        return len(unexpected)
    last = size[-1]
    broken = printed[:last.start(1)] + str(int(last.group(1)) + 1) + printed[last.end(1):]
    with open(text, "w", encoding="utf-8") as file:
        file.write(broken + "\n")
    code, report = validated(program, weights, text)
    wrong = report.get("shape_mismatch", [])
    if code != 1 or not any(int(last.group(1)) + 1 in mismatch["expected"] for mismatch in wrong):
        raise ValueError(f"a changed size is not reported: exit code {code}, {wrong[:2]}")
    return len(unexpected)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default=".build/debug/recast")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--keep", help="write the files into this folder and leave them there")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or scratch
        os.makedirs(folder, exist_ok=True)
        for models in (small_models, vision_models, language_models):
            for name, build in models():
                if options.names and name not in options.names:
                    continue
                try:
                    unshown = check(options.recast, folder, name, build)
                    passed += 1
                    if options.verbose:
                        print(f"ok   {name}" + (f", {unshown} tensors not shown" if unshown else ""), flush=True)
                except Exception as error:
                    failed += 1
                    print(f"FAIL {name}: {type(error).__name__}: {error}", flush=True)
                if not options.keep:
                    for ending in (".pth", ".txt"):
                        path = os.path.join(folder, name + ending)
                        if os.path.exists(path):
                            os.remove(path)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
