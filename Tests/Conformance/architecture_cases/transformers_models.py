"""Transformers of Hugging Face's transformers and torchvision's vision transformers.

A small model stands for each way in which a family's checkpoints differ; each also has its base size.
"""
from __future__ import annotations

import functools
import pathlib
import sys
from collections.abc import Callable

import torch

from .case import Case
from .torchvision_library import models

# It imports torchaudio where that is installed, also where its compiled operators do not fit torch's
# build: networks for text and pictures need none.
sys.modules.setdefault("torchaudio", None)
# After torchvision, which it imports as well.
import transformers

transformers.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()

nn = torch.nn
Model = Callable[[], nn.Module]

#: Sizes that keep a case quick; heads have the usual 64 features.
SMALL = {
    "hidden_size": 128, "num_hidden_layers": 2, "intermediate_size": 96, "num_attention_heads": 2}
TEXT = SMALL | {"vocab_size": 60, "max_position_embeddings": 40}
DISTIL = {
    "dim": 128, "n_layers": 2, "hidden_dim": 96, "n_heads": 2, "vocab_size": 60,
    "max_position_embeddings": 40}
GPT = {
    "n_embd": 128, "n_layer": 2, "n_head": 2, "vocab_size": 60, "n_positions": 40,
    "bos_token_id": 0, "eos_token_id": 0}
IMAGE = SMALL | {"image_size": 32, "patch_size": 8}
#: Settings that are not those that a family's convention gives.
UNUSUAL = {"hidden_act": "relu", "layer_norm_eps": 1e-3, "num_attention_heads": 4}
TASK = ("token_type_ids",)


def settings(values: dict) -> list[str]:
    """Values as arguments of the program."""
    return [part for name, value in values.items() for part in (
        "--set", f"{name}={str(value).lower() if isinstance(value, bool) else value}")]


def made(type_of_model, **values) -> nn.Module:
    """A model of a configuration, with every parameter random."""
    model = type_of_model(type_of_model.config_class(**values))
    model.set_attn_implementation("eager")
    return settled(model)


def settled(model: nn.Module) -> nn.Module:
    """The network with numbers in its normalisations and biases as training leaves them there."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.dim() < 2:
                parameter.normal_(1 if name.endswith("weight") else 0, 0.1)
            elif "embed" in name or "token" in name or name.endswith(("wte.weight", "wpe.weight")):
                parameter.normal_(0, 0.3)
            else:
                parameter.normal_(0, 0.6 / parameter[0].numel() ** 0.5)
    return model.eval()


def text(rows: int, quick: bool, vocabulary: int, padding: int, others=()) -> dict:
    """Sequences of another length for another number of rows, all but the first padded."""
    length = 5 + 2 * rows
    ids = torch.randint(3, vocabulary, (rows, length))
    mask = torch.ones(rows, length, dtype=torch.int64)
    for row in range(1, rows):
        mask[row, length - 1 - row:] = 0
    values = {"input_ids": torch.where(mask == 0, padding, ids), "attention_mask": mask}
    for name in others:
        values[name] = torch.randint(0, 2, (rows, length))
    return values


def image(rows: int, quick: bool, name: str, side: int, channels: int = 3) -> dict:
    return {name: torch.randn(rows, channels, side, side)}


def encoded(model: nn.Module, values: dict) -> list[torch.Tensor]:
    """What the encoder gives; a head for a task is left out."""
    result = getattr(model, model.base_model_prefix, model)(**values)
    pooled = getattr(result, "pooler_output", None)
    return [result.last_hidden_state] + ([] if pooled is None else [pooled])


def with_logits(model: nn.Module, values: dict) -> list[torch.Tensor]:
    return [model(**values).logits] + encoded(model, values)


def tied_logits(model: nn.Module, values: dict) -> list[torch.Tensor]:
    """A language model's results, from a checkpoint of the model below its head."""
    hidden = model(**values).last_hidden_state
    return [hidden @ model.wte.weight.T, hidden]


def saved(model: nn.Module, folder: pathlib.Path) -> pathlib.Path:
    """What the library itself writes: safetensors and a config.json beside them."""
    model.save_pretrained(folder)
    return folder / "model.safetensors"


def with_oldest_names(model: nn.Module) -> dict[str, torch.Tensor]:
    """The first BERT checkpoints call what norms scale by gamma, and hold the positions."""
    state = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace(
            "LayerNorm.bias", "LayerNorm.beta"): tensor
        for name, tensor in model.state_dict().items()}
    return state | {"bert.embeddings.position_ids": torch.arange(40)[None]}


def with_masks(model: nn.Module) -> dict[str, torch.Tensor]:
    """The first GPT-2 checkpoints hold the causal masks."""
    state = dict(model.state_dict())
    for layer in range(2):
        state[f"h.{layer}.attn.bias"] = torch.ones(1, 1, 40, 40).tril()
        state[f"h.{layer}.attn.masked_bias"] = torch.tensor(-1e4)
    return state


def with_older_names(model: nn.Module) -> dict[str, torch.Tensor]:
    """The names of vision transformers before version 5 of the library."""
    renamed = {
        "attention.q_proj": "attention.attention.query", "attention.k_proj": "attention.attention.key",
        "attention.v_proj": "attention.attention.value", "attention.o_proj": "attention.output.dense",
        "mlp.fc1": "intermediate.dense", "mlp.fc2": "output.dense"}
    state = {}
    for name, tensor in model.state_dict().items():
        for new, old in renamed.items():
            name = name.replace(new, old)
        state[name.replace("layers.", "encoder.layer.", 1)] = tensor
    return state


def with_named_layers(model: nn.Module) -> dict[str, torch.Tensor]:
    """The names of torchvision's first vision transformers."""
    return {
        name.replace("mlp.0", "mlp.linear_1").replace("mlp.3", "mlp.linear_2"): tensor
        for name, tensor in model.state_dict().items()}


def cases(
    family: str, member: str, label: str, type_name: str, values: dict, inputs, run=encoded,
    given: dict | None = None, **others,
) -> list[Case]:
    """A model saved as a bare state dict, and as the library saves it."""
    make = functools.partial(made, getattr(transformers, type_name), **values)
    bare = Case(
        family=family, name=member, label=f"{member}, {label}", make=make, inputs=inputs, run=run,
        arguments=settings(given or {}), **others)
    if "state" in others:
        return [bare]
    return [bare, Case(
        family=family, name=member, label=f"{member}, {label}, save_pretrained", make=make,
        inputs=inputs, run=run, save=saved)]


def sizes(
    family: str, type_name: str, members: dict[str, dict], inputs, run=encoded, large=(),
) -> list[Case]:
    """The published sizes, as bare state dicts; each with what differs from the library's defaults."""
    return [
        Case(
            family=family, name=name, inputs=inputs, run=run, is_large=name in large,
            make=functools.partial(made, getattr(transformers, type_name), **values))
        for name, values in members.items()]


def transformer(width: int, layers: int, heads: int) -> dict:
    return {
        "hidden_size": width, "num_hidden_layers": layers, "num_attention_heads": heads,
        "intermediate_size": 4 * width}


def words(vocabulary: int = 60, padding: int = 0, others=()):
    return functools.partial(text, vocabulary=vocabulary, padding=padding, others=others)


def pixels(side: int = 32, channels: int = 3):
    return functools.partial(image, name="pixel_values", side=side, channels=channels)


def bert() -> list[Case]:
    small, both = "bert-tiny", words(others=TASK)
    electra = {"embedding_size": 32}
    return [
        *cases("bert", small, "encoder", "BertModel", TEXT, both, is_quick=True),
        *cases("bert", small, "classifier", "BertForSequenceClassification", TEXT, both),
        *cases("bert", small, "pretraining", "BertForPreTraining", TEXT, both),
        *cases("bert", small, "masked words", "BertForMaskedLM", TEXT, both),
        *cases("bert", small, "unusual", "BertModel", TEXT | UNUSUAL, both, given=UNUSUAL),
        *cases("bert", small, "decoder", "BertModel", TEXT | {"is_decoder": True}, both,
               given={"is_decoder": True}),
        *cases("bert", small, "oldest names", "BertForPreTraining", TEXT, both,
               state=with_oldest_names),
        *cases("bert", small, "electra", "ElectraModel", TEXT | electra, both),
        *cases("bert", small, "electra's discriminator", "ElectraForPreTraining", TEXT | electra, both),
        *cases("bert", "bert-base", "base", "BertModel", {}, words(30522, others=TASK)),
        *sizes("bert", "BertModel", {
            "bert-mini": transformer(256, 4, 4), "bert-small": transformer(512, 4, 8),
            "bert-medium": transformer(512, 8, 8), "bert-large": transformer(1024, 24, 16),
        }, words(30522, others=TASK)),
    ]


def albert() -> list[Case]:
    small, values, both = "albert-3-layers-128", TEXT | {"num_hidden_layers": 3}, words(others=TASK)
    values = values | {"embedding_size": 32}
    given = {"layers": 3}
    return [
        *cases("albert", small, "encoder", "AlbertModel", values, both, given=given, is_quick=True),
        *cases("albert", small, "masked words", "AlbertForMaskedLM", values, both, given=given),
        *cases("albert", "albert-base", "base", "AlbertModel", {
            "hidden_size": 768, "num_attention_heads": 12, "intermediate_size": 3072},
            words(30000, others=TASK)),
        *sizes("albert", "AlbertModel", {
            "albert-large": transformer(1024, 24, 16), "albert-xlarge": transformer(2048, 24, 16),
            "albert-xxlarge": transformer(4096, 12, 64)}, words(30000, others=TASK)),
    ]


def distilbert() -> list[Case]:
    small = "distilbert-2-layers-128"
    unusual = {"activation": "relu", "n_heads": 8}
    return [
        *cases("distilbert", small, "encoder", "DistilBertModel", DISTIL, words(), is_quick=True),
        *cases("distilbert", small, "classifier", "DistilBertForSequenceClassification", DISTIL,
               words()),
        *cases("distilbert", small, "unusual", "DistilBertForMaskedLM", DISTIL | unusual, words(),
               given=unusual),
        *cases("distilbert", "distilbert-base", "base", "DistilBertModel", {}, words(30522)),
    ]


def roberta() -> list[Case]:
    small, padded = "roberta-2-layers-128", words(padding=1)
    published = {"type_vocab_size": 1, "layer_norm_eps": 1e-5}
    values = TEXT | published
    return [
        *cases("roberta", small, "encoder", "RobertaModel", values, padded, is_quick=True),
        *cases("roberta", small, "classifier", "RobertaForSequenceClassification", values, padded),
        *cases("roberta", small, "two types", "RobertaForMaskedLM", values | {"type_vocab_size": 2},
               padded),
        *cases("roberta", small, "XLM", "XLMRobertaModel", values, padded),
        *cases("roberta", small, "CamemBERT", "CamembertModel", values, padded),
        *cases("roberta", "roberta-base", "base", "RobertaModel",
               published | {"max_position_embeddings": 514}, words(50265, 1)),
        *sizes("roberta", "RobertaModel", {
            "roberta-large": transformer(1024, 24, 16) | published | {"max_position_embeddings": 514},
        }, words(50265, 1)),
    ]


def gpt2() -> list[Case]:
    small = "gpt2-2-layers-128"
    unusual = {
        "n_head": 4, "activation_function": "relu", "scale_attn_by_inverse_layer_idx": True}
    return [
        *cases("gpt2", small, "model", "GPT2Model", GPT, words(), is_quick=True),
        *cases("gpt2", small, "language model", "GPT2LMHeadModel", GPT, words(), with_logits),
        *cases("gpt2", small, "classifier", "GPT2ForSequenceClassification",
               GPT | {"pad_token_id": 0}, words()),
        *cases("gpt2", small, "unusual", "GPT2LMHeadModel", GPT | unusual | {"n_inner": 77}, words(),
               with_logits, given=unusual),
        *cases("gpt2", small, "with masks", "GPT2Model", GPT, words(), tied_logits,
               given={"head": True}, state=with_masks),
        *cases("gpt2", "gpt2-small", "base", "GPT2LMHeadModel", {}, words(50257), with_logits),
        *sizes("gpt2", "GPT2LMHeadModel", {
            "gpt2-medium": {"n_embd": 1024, "n_layer": 24, "n_head": 16},
            "gpt2-large": {"n_embd": 1280, "n_layer": 36, "n_head": 20},
            "gpt2-xl": {"n_embd": 1600, "n_layer": 48, "n_head": 25},
        }, words(50257), with_logits, large=("gpt2-large", "gpt2-xl")),
    ]


def llama() -> list[Case]:
    values = TEXT | {"num_key_value_heads": 1, "rms_norm_eps": 1e-5}
    scaled = {"rope_parameters": {
        "rope_type": "llama3", "rope_theta": 500.0, "factor": 8.0, "low_freq_factor": 1.0,
        "high_freq_factor": 4.0, "original_max_position_embeddings": 32}}
    linear = {"rope_parameters": {"rope_type": "linear", "rope_theta": 500.0, "factor": 2.0}}

    def small(kind: str, label: str, type_name: str, more: dict, **others) -> list[Case]:
        return cases(
            "llama", f"{kind}-2-layers-128", label, type_name, values | more, words(), **others)

    def stored(kind: str, label: str, type_name: str, more: dict) -> list[Case]:
        return small(kind, label, type_name, more, run=with_logits)[1:]

    return [
        *small("llama", "model", "LlamaModel", {}, is_quick=True),
        *small("llama", "language model", "LlamaForCausalLM", {}, run=with_logits),
        *stored("llama", "shared table", "LlamaForCausalLM", {"tie_word_embeddings": True}),
        *stored("llama", "slowed bands", "LlamaForCausalLM", scaled),
        *stored("llama", "slowed", "LlamaForCausalLM", linear | {"attention_bias": True}),
        *stored("mistral", "window", "MistralForCausalLM", {"sliding_window": 4, "head_dim": 32}),
        *stored("qwen2", "biases", "Qwen2ForCausalLM", {}),
        *stored("qwen3", "norms", "Qwen3ForCausalLM", {"head_dim": 32}),
    ]


def vit() -> list[Case]:
    small = "vit-2-layers-128-patch8"
    unusual = {"num_channels": 1, "qkv_bias": False}
    return [
        *cases("vit", small, "encoder", "ViTModel", IMAGE, pixels(), is_quick=True),
        *cases("vit", small, "classifier", "ViTForImageClassification", IMAGE, pixels(), with_logits),
        *cases("vit", small, "older names", "ViTForImageClassification", IMAGE, pixels(), with_logits,
               state=with_older_names),
        *cases("vit", small, "unusual", "ViTForImageClassification", IMAGE | UNUSUAL | unusual,
               pixels(channels=1), with_logits, given=UNUSUAL),
        *cases("vit", "vit-base-patch16", "base", "ViTForImageClassification", {}, pixels(224),
               with_logits),
    ]


def torchvision_case(name: str, make: Model, side: int, label: str = "", **others) -> Case:
    return Case(
        family="vision_transformer", name=name, label=label, make=lambda: settled(make()),
        inputs=functools.partial(image, name="x", side=side),
        run=lambda model, values: [model(values["x"])], **others)


def vision_transformers() -> list[Case]:
    small = "vit-2-layers-128-patch8"
    make = functools.partial(
        models.VisionTransformer, image_size=32, patch_size=8, num_layers=2, num_heads=2,
        hidden_dim=128, mlp_dim=96)
    return [
        torchvision_case(small, make, 32, is_quick=True),
        torchvision_case(
            small, functools.partial(make, num_heads=4, representation_size=48), 32,
            f"{small}, with a representation", arguments=settings({"heads": 4})),
        torchvision_case(small, make, 32, f"{small}, older names", state=with_named_layers),
    ] + [
        torchvision_case(name, getattr(models, name), 224, is_large=name == "vit_h_14")
        for name in ("vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14")
    ]


CASES = albert() + bert() + distilbert() + roberta() + gpt2() + llama() + vit() + vision_transformers()
