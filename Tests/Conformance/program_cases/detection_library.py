"""torchvision's operators on boxes written with torch's, where the compiled ones do not fit torch's build."""
from __future__ import annotations

import sys

import torch

from architecture_cases.torchvision_library import torchvision

SCHEMAS = {
    "roi_align": "(Tensor input, Tensor rois, float spatial_scale, SymInt pooled_height, "
                 "SymInt pooled_width, int sampling_ratio, bool aligned) -> Tensor",
    "deform_conv2d": "(Tensor input, Tensor weight, Tensor offset, Tensor mask, Tensor bias, "
                     "SymInt stride_h, SymInt stride_w, SymInt pad_h, SymInt pad_w, "
                     "SymInt dilation_h, SymInt dilation_w, SymInt groups, SymInt offset_groups, "
                     "bool use_mask) -> Tensor",
    # TorchScript wants to know them where it compiles code that could call them.
    "box_iou_rotated": "(Tensor boxes1, Tensor boxes2) -> Tensor",
    "nms_rotated": "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}


def suppressed(boxes: torch.Tensor, scores: torch.Tensor, threshold: float) -> torch.Tensor:
    """The boxes that no better one covers, by falling score."""
    sides = boxes[:, 2:] - boxes[:, :2]
    areas = sides.prod(1)
    is_left_out = torch.zeros(len(boxes), dtype=torch.bool)
    kept = []
    for place in scores.argsort(descending=True, stable=True).tolist():
        if is_left_out[place]:
            continue
        kept.append(place)
        first = torch.maximum(boxes[place, :2], boxes[:, :2])
        last = torch.minimum(boxes[place, 2:], boxes[:, 2:])
        shared = (last - first).clamp(min=0).prod(1)
        is_left_out |= shared / (areas[place] + areas - shared) > threshold
    return torch.tensor(kept, dtype=torch.int64)


def sampled(planes: torch.Tensor, rows: torch.Tensor, columns: torch.Tensor) -> torch.Tensor:
    """Planes [C, H, W] between their elements; there are zeros around them."""
    _, height, width = planes.shape
    top, left = rows.floor(), columns.floor()
    total = 0
    for y, x in ((top, left), (top, left + 1), (top + 1, left), (top + 1, left + 1)):
        inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        weight = (1 - (rows - y).abs()) * (1 - (columns - x).abs()) * inside
        values = planes[:, y.clamp(0, height - 1).long(), x.clamp(0, width - 1).long()]
        total = total + values * weight
    return total


def deformed(x, weight, offset, mask, bias, stride_h, stride_w, pad_h, pad_w, dilation_h, dilation_w,
             groups, offset_groups, use_mask):
    outputs, inputs, height, width = weight.shape
    rows = torch.arange(offset.shape[2])[:, None] * stride_h - pad_h
    columns = torch.arange(offset.shape[3])[None] * stride_w - pad_w
    part, share = x.shape[1] // offset_groups, outputs // groups
    results = []
    for n in range(x.shape[0]):
        y = bias[:, None, None].expand(-1, *offset.shape[2:]).clone()
        for place in range(offset_groups * height * width):
            group, k = divmod(place, height * width)
            values = sampled(
                x[n, group * part:(group + 1) * part],
                rows + k // width * dilation_h + offset[n, 2 * place],
                columns + k % width * dilation_w + offset[n, 2 * place + 1])
            if use_mask:
                values = values * mask[n, place]
            for i in range(part):
                channel = group * part + i
                first = channel // inputs * share
                kernel = weight[first:first + share, channel % inputs, k // width, k % width]
                y[first:first + share] += kernel[:, None, None] * values[i]
        results.append(y)
    return torch.stack(results)


def aligned(x, boxes, scale, height, width, ratio, is_aligned):
    from torchvision.ops.roi_align import _roi_align
    if not len(boxes):
        return x.new_zeros(0, x.shape[1], height, width)
    return _roi_align(x, boxes, scale, height, width, ratio, is_aligned)


def _has_ops():
    return True


def _assert_has_ops():
    pass


def register() -> torch.library.Library:
    library = torch.library.Library("torchvision", "FRAGMENT")
    for name, schema in SCHEMAS.items():
        library.define(name + schema)
    for name, function in {"nms": suppressed, "roi_align": aligned, "deform_conv2d": deformed}.items():
        library.impl(name, function, "CPU")

    def fake(name: str, function):
        torch.library.register_fake(f"torchvision::{name}", function, lib=library, allow_override=True)

    fake("nms", lambda boxes, scores, threshold: boxes.new_empty(
        torch.library.get_ctx().new_dynamic_size(), dtype=torch.int64))
    fake("roi_align", lambda x, boxes, scale, height, width, *rest: x.new_empty(
        boxes.shape[0], x.shape[1], height, width))
    fake("deform_conv2d", lambda x, weight, offset, *rest: x.new_empty(
        x.shape[0], weight.shape[0], *offset.shape[2:]))
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("torchvision"):
            for function in (_has_ops, _assert_has_ops):
                if hasattr(module, function.__name__):
                    setattr(module, function.__name__, function)
    return library


#: Keeps the operators registered.
LIBRARY = None if torchvision.extension._has_ops() else register()
detection, ops = torchvision.models.detection, torchvision.ops
