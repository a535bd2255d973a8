"""torchaudio's networks for speech."""
from __future__ import annotations

import torch

from architecture_cases.transformers_models import settled

from .case import DYNAMIC_EXPORTS, STATIC_EXPORTS, Case
from .torchaudio_library import models

nn = torch.nn


def sound(rows: int, length: int = 4000) -> tuple:
    return (torch.randn(rows, length),)


def frames(rows: int, length: int) -> tuple:
    lengths = torch.tensor([length] + [length - 3] * (rows - 1))
    return torch.randn(rows, length, 80), lengths


class Features(nn.Module):
    """What an encoder's last layer gives."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, waveforms: torch.Tensor) -> torch.Tensor:
        return self.model(waveforms)[0]


class Masked(nn.Module):
    """A conformer whose mask has as many columns as there are frames.

    The library asks the longest length for that, which is a number of the data and not a size.
    """

    def __init__(self):
        super().__init__()
        self.model = conformer()

    def forward(self, x: torch.Tensor, lengths: torch.Tensor):
        mask = torch.arange(x.shape[1])[None] >= lengths[:, None]
        x = x.transpose(0, 1)
        for layer in self.model.conformer_layers:
            x = layer(x, mask)
        return x.transpose(0, 1), lengths


def wav2vec2(layers: int = 12) -> nn.Module:
    model = models.wav2vec2_model(
        extractor_mode="group_norm", extractor_conv_layer_config=None, extractor_conv_bias=False,
        encoder_embed_dim=768, encoder_projection_dropout=0.1, encoder_pos_conv_kernel=128,
        encoder_pos_conv_groups=16, encoder_num_layers=layers, encoder_num_heads=12,
        encoder_attention_dropout=0.1, encoder_ff_interm_features=3072,
        encoder_ff_interm_dropout=0.1, encoder_dropout=0.1, encoder_layer_norm_first=False,
        encoder_layer_drop=0.05, aux_num_out=None)
    return model.eval()


def conformer() -> nn.Module:
    return settled(models.Conformer(
        input_dim=80, num_heads=4, ffn_dim=128, num_layers=2, depthwise_conv_kernel_size=31))


OPEN = ({0: "batch", 1: "length"},)
#: Fewer samples than these give the convolutions nothing to work on.
RANGES = {"length": (1000, 100000)}

CASES = [
    Case("wav2vec2_base", lambda: Features(wav2vec2()), sound, (2, 8000), (3, 11200), OPEN, RANGES,
         modes=DYNAMIC_EXPORTS),
    Case("wav2vec2_base_batch", lambda: Features(wav2vec2(2)), sound, (2,), (3,), ({0: "batch"},),
         modes=DYNAMIC_EXPORTS + STATIC_EXPORTS + ("trace", "trace.dyn", "script.dyn"),
         note="two layers"),
    Case("conformer", Masked, frames, (2, 40), (3, 52), ({0: "batch", 1: "length"}, {0: "batch"}),
         {"length": (8, 5000)}, modes=DYNAMIC_EXPORTS + ("trace", "trace.dyn", "script.dyn"),
         note="its mask is made of the number of frames"),
    Case("conformer_as_it_is", conformer, frames, (2, 40), modes=("trace", "script")),
    Case("wav2letter", lambda: settled(models.Wav2Letter(num_classes=20, input_type="mfcc",
         num_features=40)), lambda rows: (torch.randn(rows, 40, 60),), dynamic=({0: "batch"},)),
    Case("deepspeech", lambda: settled(models.DeepSpeech(n_feature=30, n_hidden=64, n_class=12)),
         lambda rows: (torch.randn(rows, 1, 20, 30),), dynamic=({0: "batch"},)),
    Case("conv_tasnet", lambda: settled(models.ConvTasNet(
        num_sources=2, enc_kernel_size=16, enc_num_feats=32, msk_kernel_size=3, msk_num_feats=16,
        msk_num_hidden_feats=32, msk_num_layers=2, msk_num_stacks=2)),
         lambda rows: (torch.randn(rows, 1, 1000),), dynamic=({0: "batch"},)),
]
