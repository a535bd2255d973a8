"""Imports torchvision, also where its compiled operators do not fit torch's build: models need none."""
import sys

import torch

try:
    import torchvision
except RuntimeError:
    for module in [name for name in sys.modules if name.startswith("torchvision")]:
        del sys.modules[module]
    # Importing registers implementations of operators that then do not exist.
    operators = torch.library.Library("torchvision", "DEF")
    operators.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    operators.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import torchvision

models = torchvision.models
