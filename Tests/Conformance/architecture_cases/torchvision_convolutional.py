"""torchvision's convolutional networks, every member of every family."""
from __future__ import annotations

import functools
import re

import torch

from .case import Case
from .torchvision_library import models

nn = torch.nn

#: The members of each family; a quick run takes the first.
FAMILIES = {
    "alexnet": ["alexnet"],
    "vgg": [f"vgg{depth}{end}" for end in ("_bn", "") for depth in (11, 13, 16, 19)],
    "resnet": [
        "resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d",
        "resnext101_32x8d", "resnext101_64x4d", "wide_resnet50_2", "wide_resnet101_2"],
    "squeezenet": ["squeezenet1_1", "squeezenet1_0"],
    "densenet": ["densenet121", "densenet161", "densenet169", "densenet201"],
    "mobilenet_v2": ["mobilenet_v2"],
    "mobilenet_v3": ["mobilenet_v3_small", "mobilenet_v3_large"],
    "efficientnet": [f"efficientnet_b{number}" for number in range(8)] + [
        f"efficientnet_v2_{size}" for size in "sml"],
    "convnext": [f"convnext_{size}" for size in ("tiny", "small", "base", "large")],
    "mnasnet": ["mnasnet0_5", "mnasnet0_75", "mnasnet1_0", "mnasnet1_3"],
    "shufflenet_v2": [f"shufflenet_v2_x{width}" for width in ("0_5", "1_0", "1_5", "2_0")],
    "googlenet": ["googlenet"],
    "inception_v3": ["inception_v3"],
    "regnet": [
        f"regnet_{kind}_{size}" for kind in "yx"
        for size in ("400mf", "800mf", "1_6gf", "3_2gf", "8gf", "16gf", "32gf")
    ] + ["regnet_y_128gf"],
}
#: What adds something to what it takes.
BLOCKS = (
    models.resnet.BasicBlock, models.resnet.Bottleneck, models.regnet.BottleneckTransform,
    models.mobilenetv2.InvertedResidual, models.mobilenetv3.InvertedResidual,
    models.efficientnet.MBConv, models.efficientnet.FusedMBConv, models.mnasnet._InvertedResidual)
LARGE = {"regnet_y_128gf"}
#: The sides of the pictures, where 224 and a quick 64 do not do.
SIDES = {"inception_v3": 299}
QUICK_SIDES = {"inception_v3": 107, "alexnet": 80}


def inputs(name: str, rows: int, quick: bool) -> dict[str, torch.Tensor]:
    return {"x": pictures(rows, QUICK_SIDES.get(name, 64) if quick else SIDES.get(name, 224))}


def pictures(rows: int, side: int) -> torch.Tensor:
    """Patches of colour and noise: means over noise alone are the same for all."""
    patches = nn.functional.interpolate(torch.randn(rows, 3, 4, 4), size=(side, side))
    return patches + 0.5 * torch.randn(rows, 3, side, side)


def make(name: str, **settings) -> nn.Module:
    if name in ("googlenet", "inception_v3"):
        settings["init_weights"] = False
    model = getattr(models, name)(weights=None, **settings)
    return scaled(settled(model, QUICK_SIDES.get(name, 160)), SIDES.get(name, 224))


def scaled(model: nn.Module, side: int) -> nn.Module:
    """The network with a classifier that gives logits of unit variance.

    Random weights give logits of any size, and an absolute tolerance means something only for numbers
    of a known one. Only the last layer is divided, by one number: every rounding before it keeps the
    same size beside the logits.
    """
    last = [module for module in model.modules() if isinstance(module, (nn.Conv2d, nn.Linear))][-1]
    with torch.no_grad():
        deviation = model.eval()(pictures(4, side)).std()
        last.weight /= deviation
        last.bias /= deviation
    return model


def settled(model: nn.Module, side: int) -> nn.Module:
    """The network with numbers in its normalisations as training leaves them there.

    The variances are small, so that what is added to them matters to the result.
    """
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    normalises_layers = any(isinstance(module, nn.LayerNorm) for module in model.modules())
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith("layer_scale"):
                parameter.uniform_(0.2, 0.6)
        for module in model.modules():
            if isinstance(module, nn.Conv2d):
                if module.bias is None:
                    module.weight *= 0.3
                else:
                    random_weights(module)
                    if normalises_layers:
                        module.weight *= 0.02
                        module.bias *= 0.02
            elif isinstance(module, nn.Linear):
                random_weights(module)
            elif isinstance(module, (nn.BatchNorm2d, nn.LayerNorm)):
                module.weight.uniform_(0.8, 1.2)
                module.bias.normal_(0, 0.1)
        for norm in norms:
            # Around zero, activations such as SiLU square: layer upon layer, a few pictures would get
            # results many times those of the others, and most would get none.
            norm.bias += 0.5
        for module in model.modules():
            if isinstance(module, BLOCKS):
                # In deep residual networks a large last one of a block magnifies every rounding.
                last = [norm for norm in module.modules() if isinstance(norm, nn.BatchNorm2d)][-1]
                last.weight *= 0.2
                last.bias -= 0.5
        model.eval()
        hooks = [norm.train().register_forward_hook(calibrated) for norm in norms]
        for norm in norms:
            norm.momentum = 1.0
        model(pictures(8, side))
        for hook in hooks:
            hook.remove()
    return model


def calibrated(norm: nn.BatchNorm2d, values: tuple[torch.Tensor], _) -> torch.Tensor:
    """What the normalisation gives with statistics near those of its input, which it then keeps.

    What comes behind sees that result, so that no deviation adds up.
    """
    norm.running_mean += 0.1 * norm.running_var.sqrt() * torch.randn(norm.num_features)
    norm.running_var *= torch.empty(norm.num_features).uniform_(0.8, 1.25)
    # A channel that hardly varies in few pictures would magnify those in which it does.
    norm.running_var.clamp_(min=0.2 * float(norm.running_var.mean()))
    return norm.eval().forward(*values)


def random_weights(module: nn.Conv2d | nn.Linear):
    """Weights that neither let a signal fade nor drown it in the bias."""
    nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
    module.bias.normal_(0, 0.05)


def run(model: nn.Module, values: dict[str, torch.Tensor]) -> list[torch.Tensor]:
    return [model(values["x"])]


def dotted(model: nn.Module) -> dict[str, torch.Tensor]:
    """The names that torchvision's published DenseNets have: norm.1 and conv.2."""
    return {
        re.sub(r"(denselayer\d+\.(?:norm|conv))([12])", r"\1.\2", name): tensor
        for name, tensor in model.state_dict().items()}


def without_auxiliary(model: nn.Module) -> dict[str, torch.Tensor]:
    """The network as it is saved without the classifiers that only training uses."""
    return {name: tensor for name, tensor in model.state_dict().items() if "aux" not in name.lower()}


def in_parallel(model: nn.Module) -> dict[str, torch.Tensor]:
    """The names as data parallelism writes them."""
    return {"module." + name: tensor for name, tensor in model.state_dict().items()}


def case(family: str, name: str, settings: dict | None = None, **others) -> Case:
    side = QUICK_SIDES.get(name, 64)
    return Case(
        family=family, name=name, make=functools.partial(make, name, **settings or {}),
        inputs=functools.partial(inputs, name), run=run,
        quick_arguments=["--input-shape", f"x:batch,3,{side},{side}"], is_large=name in LARGE,
        **others)


CASES = [
    case(family, name, is_quick=name == members[0])
    for family, members in FAMILIES.items() for name in members
] + [
    case("densenet", "densenet121", state=dotted, label="densenet121, old names", is_quick=True),
    case("googlenet", "googlenet", state=without_auxiliary, label="googlenet, one classifier"),
    case(
        "googlenet", "googlenet", settings={"transform_input": True},
        arguments=["--set", "transform_input=true"], label="googlenet, scaled input"),
    case(
        "inception_v3", "inception_v3", settings={"transform_input": True},
        arguments=["--set", "transform_input=true"], label="inception_v3, scaled input"),
    case("inception_v3", "inception_v3", state=without_auxiliary, label="inception_v3, one classifier"),
    case("resnet", "resnet18", state=in_parallel, label="resnet18, data parallel"),
]
