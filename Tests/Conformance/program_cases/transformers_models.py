"""Networks of Hugging Face's transformers, small ones of each kind, called as the library calls them."""
from __future__ import annotations

import torch

from architecture_cases.transformers_models import made, settled, transformers

from .case import ALL_EXPORTS, DYNAMIC_EXPORTS, STATIC_EXPORTS, Case

nn = torch.nn

SMALL = {
    "hidden_size": 128, "num_hidden_layers": 2, "intermediate_size": 96, "num_attention_heads": 2}
TEXT = SMALL | {"vocab_size": 60, "max_position_embeddings": 64}
LLAMA = TEXT | {"num_key_value_heads": 1, "use_cache": False}
MOST = {"length": (2, 60)}
RUNS = {"first": (2, 7), "second": (3, 11)}
TRACED = ("trace", "trace.dyn")


class Results(nn.Module):
    """A model with its results as a tuple, which is what tracing takes."""

    def __init__(self, model: nn.Module, *names: str):
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor):
        result = self.model(input_ids=input_ids, attention_mask=attention_mask)
        return tuple(getattr(result, name) for name in self.names)


class Pictures(nn.Module):
    """A model of pictures with its results as a tuple."""

    def __init__(self, model: nn.Module, *names: str):
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, pixel_values: torch.Tensor):
        result = self.model(pixel_values=pixel_values)
        return tuple(getattr(result, name) for name in self.names)


def model(type_name: str, attention: str = "sdpa", **values) -> nn.Module:
    """A model with PyTorch's own attention, which is what the library takes by default."""
    type_of_model = getattr(transformers, type_name)
    result = type_of_model(type_of_model.config_class(**values))
    try:
        result.set_attn_implementation(attention)
    except ValueError:
        result.set_attn_implementation("eager")
    return settled(result)


def words(rows: int, length: int) -> dict:
    ids = torch.randint(3, 60, (rows, length))
    mask = torch.ones(rows, length, dtype=torch.int64)
    for row in range(1, rows):
        mask[row, length - 1 - row:] = 0
    return {"input_ids": torch.where(mask == 0, 0, ids), "attention_mask": mask}


def unmasked(rows: int, length: int) -> dict:
    return {"input_ids": torch.randint(3, 60, (rows, length))}


def typed(rows: int, length: int) -> dict:
    return words(rows, length) | {"token_type_ids": torch.randint(0, 2, (rows, length))}


def pixels(rows: int, side: int = 32) -> dict:
    return {"pixel_values": torch.randn(rows, 3, side, side)}


def spectrum(rows: int) -> dict:
    return {"input_features": torch.randn(rows, 80, 100)}


def waves(rows: int, length: int = 4000) -> dict:
    return {"input_values": torch.randn(rows, length)}


def opened(given: dict, axes: dict) -> dict:
    return {name: dict(axes) for name in given}


def text_case(name: str, type_name: str, values: dict, inputs=words, axes=None, **others) -> Case:
    axes = axes or {0: "batch", 1: "length"}
    return Case(
        name, lambda: model(type_name, **values), inputs, dynamic=opened(inputs(2, 7), axes),
        ranges=MOST, **RUNS, **others)


def traced_case(name: str, type_name: str, values: dict, results: tuple, **others) -> Case:
    return Case(
        f"{name}_tuple", lambda: Results(model(type_name, **values), *results), words,
        dynamic=opened(words(2, 7), {0: "batch", 1: "length"}), ranges=MOST, **RUNS,
        modes=DYNAMIC_EXPORTS + TRACED + ("frozen.dyn",), **others)


def picture_case(name: str, type_name: str, values: dict, side: int = 32, **others) -> Case:
    return Case(
        name, lambda: model(type_name, **values), lambda rows: pixels(rows, side),
        dynamic={"pixel_values": {0: "batch"}}, **others)


DISTIL = {
    "dim": 128, "n_layers": 2, "hidden_dim": 96, "n_heads": 2, "vocab_size": 60,
    "max_position_embeddings": 64}
GPT = {
    "n_embd": 128, "n_layer": 2, "n_head": 2, "vocab_size": 60, "n_positions": 64,
    "bos_token_id": 0, "eos_token_id": 0, "use_cache": False}
T5 = {
    "d_model": 128, "d_kv": 64, "d_ff": 96, "num_layers": 2, "num_heads": 2, "vocab_size": 60,
    "use_cache": False}
IMAGE = SMALL | {"image_size": 32, "patch_size": 8}
WHISPER = {
    "d_model": 128, "encoder_layers": 2, "encoder_attention_heads": 2, "encoder_ffn_dim": 96,
    "num_mel_bins": 80, "max_source_positions": 50, "vocab_size": 60, "decoder_layers": 2,
    "decoder_attention_heads": 2, "decoder_ffn_dim": 96, "pad_token_id": 0, "bos_token_id": 1,
    "eos_token_id": 2, "decoder_start_token_id": 1}
WAV2VEC = SMALL | {
    "conv_dim": (32, 32, 32), "conv_kernel": (10, 3, 3), "conv_stride": (5, 2, 2),
    "num_feat_extract_layers": 3, "num_conv_pos_embeddings": 16,
    "num_conv_pos_embedding_groups": 4, "vocab_size": 32, "mask_time_prob": 0.0}
CLIP_TEXT = TEXT | {"bos_token_id": 0, "eos_token_id": 2, "projection_dim": 32}


def whisper_encoder() -> nn.Module:
    return model("WhisperModel", **WHISPER).get_encoder()


def texts() -> list[Case]:
    hidden = ("last_hidden_state",)
    albert = TEXT | {"embedding_size": 32}
    bart = {
        "d_model": 128, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2,
        "decoder_attention_heads": 2, "encoder_ffn_dim": 96, "decoder_ffn_dim": 96,
        "vocab_size": 60, "max_position_embeddings": 64, "use_cache": False}
    return [
        text_case("bert", "BertModel", TEXT, typed, modes=ALL_EXPORTS),
        text_case("bert_eager", "BertModel", TEXT | {"attention": "eager"}, words),
        text_case("bert_classifier", "BertForSequenceClassification", TEXT, words),
        text_case("bert_masked_words", "BertForMaskedLM", TEXT, words),
        traced_case("bert", "BertModel", TEXT, ("last_hidden_state", "pooler_output")),
        text_case("distilbert", "DistilBertModel", DISTIL, modes=ALL_EXPORTS),
        traced_case("distilbert", "DistilBertModel", DISTIL, hidden),
        text_case("roberta", "RobertaModel", TEXT | {"type_vocab_size": 1, "pad_token_id": 0}),
        traced_case("roberta", "RobertaModel", TEXT | {"type_vocab_size": 1, "pad_token_id": 0},
                    hidden),
        text_case("albert", "AlbertModel", albert),
        text_case("electra", "ElectraModel", albert),
        text_case("mpnet", "MPNetModel", TEXT | {"pad_token_id": 0}),
        text_case("deberta", "DebertaModel", TEXT | {
            "relative_attention": True, "pos_att_type": ["c2p", "p2c"]}),
        text_case("deberta_v2", "DebertaV2Model", TEXT | {
            "relative_attention": True, "pos_att_type": ["c2p", "p2c"]}),
        text_case("modernbert", "ModernBertModel", TEXT | {
            "pad_token_id": 0, "cls_token_id": 1, "sep_token_id": 2, "bos_token_id": 1,
            "eos_token_id": 2}),
        text_case("gpt2", "GPT2LMHeadModel", GPT, modes=ALL_EXPORTS),
        text_case("gpt2_eager", "GPT2LMHeadModel", GPT | {"attention": "eager"}),
        text_case("gpt2_unmasked", "GPT2LMHeadModel", GPT, unmasked),
        traced_case("gpt2", "GPT2LMHeadModel", GPT, ("logits",)),
        text_case("gpt_neox", "GPTNeoXForCausalLM", TEXT | {"use_cache": False}),
        text_case("opt", "OPTForCausalLM", {
            "hidden_size": 128, "num_hidden_layers": 2, "ffn_dim": 96, "num_attention_heads": 2,
            "vocab_size": 60, "max_position_embeddings": 64, "use_cache": False,
            "word_embed_proj_dim": 128}),
        text_case("bloom", "BloomForCausalLM", {
            "hidden_size": 128, "n_layer": 2, "n_head": 2, "vocab_size": 60, "use_cache": False}),
        text_case("llama", "LlamaForCausalLM", LLAMA, modes=ALL_EXPORTS),
        traced_case("llama", "LlamaForCausalLM", LLAMA, ("logits",)),
        text_case("mistral", "MistralForCausalLM", LLAMA | {"sliding_window": 4, "head_dim": 32}),
        text_case("qwen2", "Qwen2ForCausalLM", LLAMA),
        text_case("qwen3", "Qwen3ForCausalLM", LLAMA | {"head_dim": 32}),
        text_case("gemma2", "Gemma2ForCausalLM", LLAMA | {"head_dim": 32, "sliding_window": 4}),
        text_case("phi3", "Phi3ForCausalLM", LLAMA | {"pad_token_id": 0}),
        text_case("t5_encoder", "T5EncoderModel", T5, modes=ALL_EXPORTS),
        traced_case("t5_encoder", "T5EncoderModel", T5, hidden),
        text_case("bart_encoder_decoder", "BartModel", bart),
        text_case("clip_text", "CLIPTextModel", CLIP_TEXT),
        text_case("mamba", "MambaForCausalLM", {
            "hidden_size": 32, "state_size": 8, "num_hidden_layers": 2, "vocab_size": 60,
            "use_cache": False}, unmasked),
    ]


def pictures() -> list[Case]:
    hidden = ("last_hidden_state",)
    dinov2 = {
        "hidden_size": 128, "num_hidden_layers": 2, "num_attention_heads": 2, "image_size": 32,
        "patch_size": 8}
    return [
        picture_case("vit", "ViTModel", IMAGE, modes=ALL_EXPORTS),
        picture_case("vit_classifier", "ViTForImageClassification", IMAGE),
        Case("vit_tuple", lambda: Pictures(model("ViTModel", **IMAGE), *hidden), pixels,
             dynamic={"pixel_values": {0: "batch"}},
             modes=DYNAMIC_EXPORTS + TRACED + ("frozen.dyn",)),
        picture_case("deit", "DeiTModel", IMAGE),
        picture_case("beit", "BeitModel", IMAGE | {"use_relative_position_bias": True}),
        picture_case("clip_vision", "CLIPVisionModel", IMAGE, modes=ALL_EXPORTS),
        Case("clip_vision_tuple", lambda: Pictures(
             model("CLIPVisionModel", **IMAGE), "last_hidden_state", "pooler_output"), pixels,
             dynamic={"pixel_values": {0: "batch"}}, modes=TRACED),
        picture_case("siglip_vision", "SiglipVisionModel", IMAGE),
        picture_case("dinov2", "Dinov2Model", dinov2),
        picture_case("dinov2_larger_pictures", "Dinov2Model", dinov2 | {"image_size": 56}),
        picture_case("hf_convnext", "ConvNextModel", {
            "hidden_sizes": [16, 24, 32, 48], "depths": [1, 1, 1, 1]}, 64),
        picture_case("hf_swin", "SwinModel", {
            "image_size": 32, "patch_size": 4, "embed_dim": 24, "depths": [2, 2],
            "num_heads": [2, 4], "window_size": 4}),
        picture_case("segformer", "SegformerForSemanticSegmentation", {
            "hidden_sizes": [16, 32, 48, 64], "depths": [1, 1, 1, 1], "num_attention_heads": [1, 2, 3, 4],
            "decoder_hidden_size": 32}, 64),
        picture_case("mobilevit", "MobileViTModel", {
            "image_size": 64, "hidden_sizes": [24, 32, 40], "neck_hidden_sizes": [8, 8, 16, 24, 24, 24, 48]},
            64),
    ]


def sounds() -> list[Case]:
    batch = {0: "batch"}
    return [
        Case("whisper_encoder", whisper_encoder, spectrum, dynamic={"input_features": batch},
             modes=ALL_EXPORTS),
        Case("hf_wav2vec2", lambda: model("Wav2Vec2Model", **WAV2VEC), waves, (2, 2000), (3, 2600),
             dynamic={"input_values": {0: "batch", 1: "length"}}, ranges={"length": (1000, 90000)}),
        Case("hf_wav2vec2_conformer", lambda: model("Wav2Vec2ConformerModel", **WAV2VEC), waves,
             (2, 2000), (3, 2000), dynamic={"input_values": batch}),
        Case("hf_wav2vec2_ctc", lambda: model("Wav2Vec2ForCTC", **WAV2VEC), waves, (2, 2000),
             (3, 2000), dynamic={"input_values": batch}),
        Case("audio_spectrogram_transformer", lambda: model("ASTModel", **SMALL, **{
            "patch_size": 8, "frequency_stride": 8, "time_stride": 8, "max_length": 32,
            "num_mel_bins": 16}), lambda rows: {"input_values": torch.randn(rows, 32, 16)},
             dynamic={"input_values": batch}),
    ]


CASES = texts() + pictures() + sounds()
