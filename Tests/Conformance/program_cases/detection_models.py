"""torchvision's detectors, and its operators on boxes by themselves."""
from __future__ import annotations

import torch

from .case import ALL_EXPORTS, TRACES, Case
from .detection_library import detection, ops

nn = torch.nn


class Single(nn.Module):
    """A detector of one picture of a batch, its results as tensors."""

    def __init__(self, model: nn.Module):
        super().__init__()
        self.model = model

    def forward(self, pictures):
        return tuple(self.model([pictures[0]])[0].values())


def varied(model: nn.Module) -> nn.Module:
    """Random weights with which no two boxes have one score, and few reach over the picture."""
    for name, module in model.named_modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight.data)
            # The last layers say what is found; what saturates is equal everywhere.
            if any(part in name for part in ("classification", "regression")):
                module.weight.data.mul_(0.3)
            if module.bias is not None:
                module.bias.data.normal_(0, 0.1)
    return Single(model.eval())


def detector(name: str, **settings):
    return lambda: varied(getattr(detection, name)(
        weights=None, weights_backbone=None, num_classes=8, **settings))


def picture(height: int, width: int) -> tuple:
    return (torch.rand(1, 3, height, width),)


def boxes(count: int) -> torch.Tensor:
    corners = torch.rand(count, 2) * 50
    return torch.cat([corners, corners + torch.rand(count, 2) * 30 + 1], 1)


class Suppression(nn.Module):
    def forward(self, boxes, scores):
        return ops.nms(boxes, scores, 0.4)


class ClassSuppression(nn.Module):
    def forward(self, boxes, scores):
        return ops.batched_nms(boxes, scores, (scores * 4).long(), 0.4)


class Alignment(nn.Module):
    def __init__(self, ratio: int, aligned: bool):
        super().__init__()
        self.align = ops.RoIAlign((7, 5), 0.25, ratio, aligned)

    def forward(self, x, boxes):
        return self.align(x, boxes)


class Deformed(nn.Module):
    """A convolution that computes its own offsets and factors."""

    def __init__(self):
        super().__init__()
        self.places = nn.Conv2d(4, 54, 3, padding=1, stride=2)
        self.convolve = ops.DeformConv2d(4, 6, 3, padding=1, stride=2, groups=2)

    def forward(self, x):
        offset, mask = self.places(x).split([36, 18], 1)
        return self.convolve(x, offset, mask.sigmoid())


def regions(rows: int) -> tuple:
    return torch.randn(2, 3, 32, 32), torch.cat([torch.arange(rows)[:, None] % 2, boxes(rows)], 1)


OPEN = ({2: "height", 3: "width"},)
SMALL = {"min_size": 128, "max_size": 160}
CASES = [
    Case(name, make, picture, (128, 128), (150, 130), OPEN, modes=TRACES) for name, make in (
        ("retinanet_resnet50_v2", detector("retinanet_resnet50_fpn_v2", **SMALL)),
        ("fcos_resnet50", detector("fcos_resnet50_fpn", **SMALL)))
] + [
    Case("ssdlite_mobilenet_v3", detector("ssdlite320_mobilenet_v3_large", detections_per_img=20), picture, (128, 128), (),
         modes=("trace",)),
    Case("nms", Suppression, lambda rows: (boxes(rows), torch.rand(rows)), (60,), (40,),
         ({0: "boxes"}, {0: "boxes"}), modes=ALL_EXPORTS),
    Case("nms_of_classes", ClassSuppression, lambda rows: (boxes(rows), torch.rand(rows)), (60,), (),
         modes=("export", "core")),
    Case("roi_align", lambda: Alignment(2, True), regions, (9,), (5,), (None, {0: "boxes"}),
         modes=ALL_EXPORTS),
    Case("roi_align_by_size", lambda: Alignment(-1, False), regions, (9,), (5,), (None, {0: "boxes"}),
         modes=ALL_EXPORTS),
    Case("deformable_convolution", Deformed, lambda rows: (torch.randn(rows, 4, 9, 9),),
         dynamic=({0: "batch"},), modes=ALL_EXPORTS),
]
