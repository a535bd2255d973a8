"""Convolutions, pooling, normalisation and resizing."""
from __future__ import annotations

import torch

from .case import b, calls, halves, layers

F = torch.nn.functional
nn = torch.nn
LINE, PICTURE, BODY = [(b, 4, 9)], [(b, 4, 9, 8)], [(b, 4, 5, 6, 7)]
SIZES = {1: LINE, 2: PICTURE, 3: BODY}


def of_every_rank(name: str, table: dict) -> list[tuple]:
    """A layer with the same settings for lines, pictures and bodies."""
    return [
        (f"{name.lower()}{rank}d_{label}", lambda rank=rank, make=make: make(rank), SIZES[rank])
        for label, make in table.items() for rank in (1, 2, 3)]


def conv(**settings):
    return lambda rank: getattr(nn, f"Conv{rank}d")(4, 6, 3, **settings)


def transposed(**settings):
    return lambda rank: getattr(nn, f"ConvTranspose{rank}d")(4, 6, 3, **settings)


def pool(kind: str, **settings):
    return lambda rank: getattr(nn, f"{kind}Pool{rank}d")(**settings)


def resized(rank: int, **settings):
    def function(x):
        given = dict(settings)
        if "size" in given and isinstance(given["size"], int):
            given["size"] = (given["size"],) * rank
        return F.interpolate(x, **given)
    return function


RESIZED = {
    "nearest_size": {"size": 7}, "nearest_twice": {"scale_factor": 2},
    "nearest_fraction": {"scale_factor": 1.5},
    "nearest_less": {"scale_factor": 0.5}, "exact_size": {"size": 7, "mode": "nearest-exact"},
    "exact_twice": {"scale_factor": 2.0, "mode": "nearest-exact"}, "area": {"size": 3, "mode": "area"},
    "linear_size": {"size": 11, "mode": "linear", "align_corners": False},
    "linear_corners": {"size": 11, "mode": "linear", "align_corners": True},
    "linear_twice": {"scale_factor": 2, "mode": "linear", "align_corners": False},
    "linear_less": {"scale_factor": 0.6, "mode": "linear", "align_corners": False},
    "linear_recomputed": {
        "scale_factor": 1.7, "mode": "linear", "align_corners": False, "recompute_scale_factor": True},
}
LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}


def resizing() -> list[tuple]:
    table = []
    for label, settings in RESIZED.items():
        for rank in (1, 2, 3):
            given = dict(settings)
            if given.get("mode") == "linear":
                given["mode"] = LINEAR[rank]
            table.append((f"resize{rank}d_{label}", resized(rank, **given), SIZES[rank]))
    return table + [
        ("resize2d_cubic", resized(2, size=11, mode="bicubic", align_corners=False), PICTURE),
        ("resize2d_cubic_corners", resized(2, size=11, mode="bicubic", align_corners=True), PICTURE),
        ("resize2d_cubic_twice", resized(2, scale_factor=2, mode="bicubic", align_corners=False), PICTURE),
        ("resize2d_antialiased", resized(2, size=5, mode="bilinear", antialias=True), PICTURE),
        ("resize2d_cubic_antialiased", resized(2, size=5, mode="bicubic", antialias=True), PICTURE),
        ("resize2d_two_factors", resized(2, scale_factor=(2.0, 3.0)), PICTURE),
        ("resize2d_to_other", lambda x,
         y: F.interpolate(x, y.shape[-2:], mode="bilinear", align_corners=False),
         PICTURE + [(b, 4, 5, 13)]),
    ]


CASES = layers(
    of_every_rank("Conv", {
        "plain": conv(), "stride": conv(stride=2), "padding": conv(padding=1), "dilation": conv(dilation=2),
        "groups": conv(groups=2), "without_bias": conv(bias=False), "same": conv(padding="same"),
        "valid": conv(padding="valid"), "reflect": conv(padding=1, padding_mode="reflect"),
        "circular": conv(padding=1, padding_mode="circular"),
        "replicate": conv(padding=2, padding_mode="replicate")})
    + of_every_rank("ConvTranspose", {
        "plain": transposed(), "stride": transposed(stride=2),
        "padding": transposed(stride=2, padding=1, output_padding=1),
        "groups": transposed(groups=2, bias=False), "dilation": transposed(dilation=2)})
    + of_every_rank("MaxPool", {
        "plain": pool("Max", kernel_size=2), "stride": pool("Max", kernel_size=3, stride=1, padding=1),
        "ceil": pool("Max", kernel_size=2, ceil_mode=True),
        "dilation": pool("Max", kernel_size=2, dilation=2),
        "indices": pool("Max", kernel_size=2, return_indices=True)})
    + of_every_rank("AvgPool", {
        "plain": pool("Avg", kernel_size=2), "padding": pool("Avg", kernel_size=3, stride=2, padding=1),
        "without_padding": pool("Avg", kernel_size=3, padding=1, count_include_pad=False),
        "ceil": pool("Avg", kernel_size=2, ceil_mode=True)})
    + of_every_rank("AdaptiveAvgPool", {
        "one": pool("AdaptiveAvg", output_size=1)})
    + of_every_rank("AdaptiveMaxPool", {"one": pool("AdaptiveMax", output_size=1)})
    + of_every_rank("BatchNorm", {
        "plain": lambda rank: getattr(nn, f"BatchNorm{rank}d")(4),
        "plain_free": lambda rank: getattr(nn, f"BatchNorm{rank}d")(4, affine=False, eps=1e-2),
        "of_batch": lambda rank: getattr(nn, f"BatchNorm{rank}d")(4, track_running_stats=False)})
    + of_every_rank("InstanceNorm", {
        "plain": lambda rank: getattr(nn, f"InstanceNorm{rank}d")(4),
        "affine": lambda rank: getattr(nn, f"InstanceNorm{rank}d")(4, affine=True)})
    + [
        ("conv2d_oblong", lambda: nn.Conv2d(4, 6, (3, 1), stride=(2, 1), padding=(0, 2)), PICTURE),
        ("conv2d_depthwise", lambda: nn.Conv2d(4, 8, 3, groups=4, padding=1), PICTURE),
        ("conv2d_pointwise", lambda: nn.Conv2d(4, 6, 1), PICTURE),
        ("conv2d_patches", lambda: nn.Sequential(nn.Conv2d(4, 6, 2, 2), nn.Flatten(2)), PICTURE),
        ("conv2d_same_dilated", lambda: nn.Conv2d(4, 6, (2, 3), padding="same", dilation=(1, 2)), PICTURE),
        ("conv2d_halves", lambda: nn.Conv2d(4, 6, 3).half(), [halves(b, 4, 9, 8)],
         {"tolerance": (2e-2, 1e-2)}),
        ("conv_then_norm", lambda: nn.Sequential(nn.Conv2d(4, 6, 3), nn.BatchNorm2d(6), nn.ReLU6()),
         PICTURE),
        ("conv2d_unbatched", lambda: nn.Conv2d(4, 6, 3), [(4, 9, 8)]),
        ("maxpool2d_unbatched", lambda: nn.MaxPool2d(2), [(4, 9, 8)]),
        ("avgpool2d_divisor", lambda: nn.AvgPool2d(2, divisor_override=3), PICTURE),
        ("adaptiveavgpool2d_none", lambda: nn.AdaptiveAvgPool2d((None, 1)), PICTURE),
        ("adaptiveavgpool2d_exact", lambda: nn.AdaptiveAvgPool2d((3, 4)), PICTURE),
        ("adaptiveavgpool2d_uneven", lambda: nn.AdaptiveAvgPool2d((4, 3)), PICTURE),
        ("adaptiveavgpool2d_larger", lambda: nn.AdaptiveAvgPool2d((18, 16)), PICTURE),
        ("adaptiveavgpool1d_exact", lambda: nn.AdaptiveAvgPool1d(3), LINE),
        ("adaptivemaxpool2d_exact", lambda: nn.AdaptiveMaxPool2d((3, 4)), PICTURE),
        ("adaptivemaxpool2d_uneven", lambda: nn.AdaptiveMaxPool2d((4, 3)), PICTURE),
        ("adaptivemaxpool2d_indices", lambda: nn.AdaptiveMaxPool2d(1, return_indices=True), PICTURE),
        ("lppool2d", lambda: nn.LPPool2d(2, 3), PICTURE), ("lppool1d", lambda: nn.LPPool1d(3, 2), LINE),
        ("layernorm", lambda: nn.LayerNorm(8), [(b, 5, 8)]),
        ("layernorm_two_axes", lambda: nn.LayerNorm((5, 8)), [(b, 5, 8)]),
        ("layernorm_plain", lambda: nn.LayerNorm(8, elementwise_affine=False, eps=1e-3), [(b, 5, 8)]),
        ("layernorm_without_bias", lambda: nn.LayerNorm(8, bias=False), [(b, 5, 8)]),
        ("rmsnorm", lambda: nn.RMSNorm(8), [(b, 5, 8)]),
        ("rmsnorm_eps", lambda: nn.RMSNorm((5, 8), eps=1e-3), [(b, 5, 8)]),
        ("groupnorm", lambda: nn.GroupNorm(2, 4), PICTURE),
        ("groupnorm_one", lambda: nn.GroupNorm(1, 4), PICTURE),
        ("groupnorm_plain", lambda: nn.GroupNorm(4, 4, affine=False), LINE),
        ("groupnorm_two_axes", lambda: nn.GroupNorm(2, 4), [(b, 4)]),
        ("batchnorm1d_two_axes", lambda: nn.BatchNorm1d(4), [(b, 4)]),
        ("localresponsenorm", lambda: nn.LocalResponseNorm(3), PICTURE),
        ("prelu_layer", lambda: nn.PReLU(4), PICTURE),
        ("upsample_layer", lambda: nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True),
         PICTURE),
        ("fold", lambda: nn.Fold((6, 8), (2, 2), stride=2), [(b, 16, 12)]),
        ("unfold_layer", lambda: nn.Unfold((3, 2), padding=1, stride=2), PICTURE),
        ("unfold_dilated", lambda: nn.Unfold(2, dilation=2), PICTURE),
        ("zeropad2d", lambda: nn.ZeroPad2d((1, 2, 0, 1)), PICTURE),
        ("pixel_shuffle_layer", lambda: nn.PixelShuffle(2), PICTURE),
        ("flatten_layer", lambda: nn.Flatten(), PICTURE),
        ("squeeze_and_excite", lambda: SqueezeAndExcite(), PICTURE),
        ("maxunpool2d", lambda: Unpooled(), [(b, 4, 8, 8)]),
    ]) + calls([
        ("conv2d_function", lambda x, w, c: F.conv2d(x, w, c, padding=1), [*PICTURE, (6, 4, 3, 3), (6,)]),
        ("conv1d_function", lambda x, w: F.conv1d(x, w, stride=2), [*LINE, (6, 4, 3)]),
        ("conv_transpose2d_function", lambda x, w: F.conv_transpose2d(x, w, stride=2),
         [*PICTURE, (4, 6, 2, 2)]),
        ("conv_tbc", lambda x, w, c: torch.conv_tbc(x, w, c, 1), [(9, 2, 4), (3, 4, 6), (6,)]),
        ("batch_norm_function", lambda x, m, v: F.batch_norm(x, m, v.abs() + 0.5), [*PICTURE, (4,), (4,)]),
        ("layer_norm_function", lambda x, w, c: F.layer_norm(x, (8,), w, c), [(b, 5, 8), (8,), (8,)]),
        ("group_norm_function", lambda x, w, c: F.group_norm(x, 2, w, c, 1e-3), [*PICTURE, (4,), (4,)]),
        ("instance_norm_function", lambda x: F.instance_norm(x), PICTURE),
        ("native_layer_norm", lambda x: torch.native_layer_norm(x, [8], None, None, 1e-5), [(b, 5, 8)]),
        ("native_group_norm", lambda x: torch.native_group_norm(x, None, None, 2, 4, 72, 2, 1e-5)[0],
         [(2, 4, 9, 8)]),
        ("max_pool2d_function", lambda x: F.max_pool2d(x, 3, 2, 1), PICTURE),
        ("avg_pool1d_function", lambda x: F.avg_pool1d(x, 3, 2, 1), LINE),
        ("fractional_free_lp", lambda x: F.lp_pool2d(x, 2.0, 2, ceil_mode=True), PICTURE),
        ("mean_of_pictures", lambda x: x.mean((2, 3)), PICTURE),
        ("mean_of_pictures_kept", lambda x: x.mean([-1, -2], keepdim=True), PICTURE),
    ] + resizing())


class SqueezeAndExcite(nn.Module):
    """Channels weighed by what they hold."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(4, 2, 1), nn.ReLU(), nn.Conv2d(2, 4, 1), nn.Hardsigmoid())

    def forward(self, x):
        return x * self.layers(x)


class Unpooled(nn.Module):
    """Pooled, and put back where it was."""

    def forward(self, x):
        values, places = F.max_pool2d(x, 2, return_indices=True)
        return F.max_unpool2d(values, places, 2)
