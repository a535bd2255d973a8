"""Networks of timm that have what the other libraries' have not."""
from __future__ import annotations

from architecture_cases import torchvision_convolutional as convolutional
from architecture_cases.transformers_models import settled

from .case import BATCH, Case
from .torchvision_models import calibrate, scaled

import timm

nn = convolutional.nn
#: The network, the side of its pictures, and settings that make it small.
NETWORKS = [
    ("resnetv2_50x1_bit", 64, {}), ("nf_regnet_b0", 64, {}),
    ("ghostnet_050", 64, {}), ("mixer_s32_224", 224, {}), ("gmlp_ti16_224", 224, {}),
    ("convmixer_768_32", 64, {}), ("poolformer_s12", 64, {}),
    ("coat_lite_tiny", 224, {}), ("pit_ti_224", 224, {}), ("crossvit_tiny_240", 240, {}),
    ("xcit_nano_12_p16_224", 224, {"depth": 2}), ("mobilevit_xxs", 64, {}), ("levit_128s", 224, {}),
    ("efficientformer_l1", 224, {}), ("edgenext_xx_small", 64, {}), ("repvgg_a0", 64, {}),
    ("res2net50_14w_8s", 64, {"layers": (1, 1, 1, 1)}), ("ecaresnet26t", 64, {}), ("hrnet_w18_small", 64, {}),
    ("eva02_tiny_patch14_224", 224, {"depth": 2}), ("vit_tiny_patch16_224", 224, {"depth": 2}),
    ("volo_d1_224", 224, {}), ("fastvit_t8", 64, {}), ("tiny_vit_5m_224", 224, {}),
]


def make(name: str, side: int, settings: dict) -> nn.Module:
    model = timm.create_model(name, pretrained=False, num_classes=10, **settings)
    model = settled(model)
    calibrate(model, side)
    return scaled(model.eval(), side)


def case(name: str, side: int, settings: dict) -> Case:
    return Case(
        f"timm_{name}", lambda: make(name, side, settings),
        lambda rows: (convolutional.pictures(rows, side),), dynamic=BATCH)


CASES = [case(*network) for network in NETWORKS]
