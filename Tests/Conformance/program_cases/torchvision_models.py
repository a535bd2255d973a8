"""torchvision's classifiers and segmentation networks, one member of every family."""
from __future__ import annotations

import functools

import torch

from architecture_cases import torchvision_convolutional as convolutional
from architecture_cases.torchvision_library import models
from architecture_cases.transformers_models import settled as settled_transformer

from .case import BATCH, DYNAMIC_EXPORTS, STATIC_EXPORTS, Case

nn = torch.nn

CONVOLUTIONAL = [
    "alexnet", "convnext_tiny", "densenet121", "efficientnet_b0", "efficientnet_v2_s", "googlenet",
    "inception_v3", "mnasnet0_5", "mobilenet_v2", "mobilenet_v3_small", "regnet_y_400mf", "resnet18",
    "resnet50", "resnext50_32x4d", "shufflenet_v2_x0_5", "squeezenet1_1", "vgg11", "vgg11_bn",
    "wide_resnet50_2"]
TRANSFORMERS = ["maxvit_t", "swin_t", "swin_v2_t", "vit_b_16"]
SEGMENTATION = ["deeplabv3_mobilenet_v3_large", "fcn_resnet50", "lraspp_mobilenet_v3_large"]
#: Whose TorchScript is converted as well; the others would only repeat the same operators.
SCRIPTED = {
    "alexnet", "convnext_tiny", "densenet121", "efficientnet_b0", "mobilenet_v2",
    "mobilenet_v3_small", "regnet_y_400mf", "resnet18", "shufflenet_v2_x0_5", "squeezenet1_1",
    "swin_t", "vit_b_16", "lraspp_mobilenet_v3_large", "googlenet"}
STATIC = {"resnet50", "mobilenet_v3_small", "swin_t", "vit_b_16", "shufflenet_v2_x0_5"}


def transformer(name: str) -> nn.Module:
    model = settled_transformer(getattr(models, name)(weights=None))
    calibrate(model, 224)
    return scaled(model, 224)


def scaled(model: nn.Module, side: int) -> nn.Module:
    """The network with logits of unit variance, whether its last layer has a bias or not."""
    last = [module for module in model.modules() if isinstance(module, (nn.Conv2d, nn.Linear))][-1]
    with torch.no_grad():
        deviation = model.eval()(convolutional.pictures(2, side)).std()
        for parameter in last.parameters():
            parameter /= deviation
    return model


def calibrate(model: nn.Module, side: int):
    """Gives normalisations the statistics of what reaches them."""
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    if not norms:
        return
    hooks = [norm.train().register_forward_hook(convolutional.calibrated) for norm in norms]
    for norm in norms:
        norm.momentum = 1.0
    with torch.no_grad():
        model(convolutional.pictures(4, side))
    for hook in hooks:
        hook.remove()


def segmentation(name: str) -> nn.Module:
    model = getattr(models.segmentation, name)(weights=None, weights_backbone=None, num_classes=5)
    model = convolutional.settled(model, 96).eval()
    with torch.no_grad():
        deviation = model(convolutional.pictures(2, 96))["out"].std()
        heads = [model.classifier.low_classifier, model.classifier.high_classifier] if (
            name.startswith("lraspp")) else [model.classifier[-1]]
        for head in heads:
            head.weight /= deviation
            head.bias /= deviation
    return model


def case(name: str, make, side: int = 224, **others) -> Case:
    modes = DYNAMIC_EXPORTS
    if name in STATIC:
        modes += STATIC_EXPORTS
    if name in SCRIPTED:
        modes += ("trace", "trace.dyn", "script.dyn", "frozen.dyn")
    return Case(
        name=name, make=functools.partial(make, name), dynamic=BATCH, modes=modes,
        inputs=lambda rows: (convolutional.pictures(rows, side),), **others)


CASES = [
    case(name, convolutional.make, convolutional.SIDES.get(name, 224)) for name in CONVOLUTIONAL
] + [case(name, transformer) for name in TRANSFORMERS] + [
    case(name, segmentation, 96) for name in SEGMENTATION]
