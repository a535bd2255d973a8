"""Layers of torch.nn with settings and the shapes of an input, for layers.py and layer_texts.py."""
import torch

try:
    import torchvision
except RuntimeError:
    # Without its compiled operators torchvision still has its layers, once the names exist.
    for name in ("torchvision::nms", "torchvision::qnms"):
        torch.library.define(name, "(Tensor boxes, Tensor scores, float limit) -> Tensor")
    import torchvision

nn = torch.nn
BATCH = 2


def each(kinds, settings, *shape):
    """The same settings for kinds over 1, 2, 3 spatial axes of an input that grows with them."""
    rest = (9, 7, 6)
    return [(kind, settings, (BATCH, *shape, *rest[: int(kind[-2])])) for kind in kinds]


def over_axes(prefix, settings, *shape):
    return each([f"{prefix}{rank}d" for rank in (1, 2, 3)], settings, *shape)


LINEAR = [
    ("Linear", dict(in_features=3, out_features=4), (BATCH, 3)),
    ("Linear", dict(in_features=3, out_features=4, bias=False), (BATCH, 3)),
    ("Linear", dict(in_features=5, out_features=1), (BATCH, 6, 5)),
    ("Linear", dict(in_features=5, out_features=2, bias=False), (BATCH, 3, 4, 5)),
    ("Identity", dict(), (BATCH, 3)),
]

CONVOLUTIONS = [
    *over_axes("Conv", dict(in_channels=4, out_channels=6, kernel_size=3), 4),
    *over_axes(
        "Conv",
        dict(in_channels=4, out_channels=6, kernel_size=3, stride=2, padding=1, dilation=2,
             groups=2, bias=False), 4),
    *over_axes("Conv", dict(in_channels=4, out_channels=4, kernel_size=3, padding="same", groups=4), 4),
    *over_axes("Conv", dict(in_channels=4, out_channels=2, kernel_size=4, padding="same"), 4),
    *over_axes("Conv", dict(in_channels=4, out_channels=2, kernel_size=2, padding="valid"), 4),
    *[case for mode in ("reflect", "replicate", "circular") for case in over_axes(
        "Conv", dict(in_channels=2, out_channels=3, kernel_size=3, padding=1, padding_mode=mode), 2)],
    ("Conv1d", dict(in_channels=2, out_channels=3, kernel_size=4, padding="same", padding_mode="circular"),
     (BATCH, 2, 9)),
    ("Conv2d", dict(in_channels=3, out_channels=8, kernel_size=(3, 5), stride=(2, 1), padding=(1, 2)),
     (BATCH, 3, 12, 11)),
    ("Conv2d", dict(in_channels=3, out_channels=8, kernel_size=1), (BATCH, 3, 4, 4)),
    *over_axes("ConvTranspose", dict(in_channels=4, out_channels=6, kernel_size=3), 4),
    *over_axes(
        "ConvTranspose",
        dict(in_channels=4, out_channels=6, kernel_size=3, stride=2, padding=1, output_padding=1,
             groups=2, bias=False), 4),
    *over_axes("ConvTranspose", dict(in_channels=4, out_channels=2, kernel_size=2, dilation=3), 4),
    ("Unfold", dict(kernel_size=3), (BATCH, 4, 7, 6)),
    ("Unfold", dict(kernel_size=(2, 3), dilation=2, padding=1, stride=(2, 1)), (BATCH, 3, 8, 9)),
    ("Fold", dict(output_size=(7, 6), kernel_size=3), (BATCH, 36, 20)),
    ("Fold", dict(output_size=(8, 9), kernel_size=(2, 2), stride=2, padding=1), (BATCH, 8, 25)),
]

NORMALIZATIONS = [
    ("BatchNorm1d", dict(num_features=5), (BATCH, 5)),
    *over_axes("BatchNorm", dict(num_features=5), 5),
    *over_axes("BatchNorm", dict(num_features=5, eps=1e-3, momentum=None, affine=False), 5),
    *over_axes("BatchNorm", dict(num_features=5, track_running_stats=False), 5),
    ("BatchNorm2d", dict(num_features=5, affine=False, track_running_stats=False), (BATCH, 5, 4, 4)),
    ("BatchNorm2d", dict(num_features=5, bias=False), (BATCH, 5, 4, 4)),
    ("SyncBatchNorm", dict(num_features=5), (BATCH, 5, 4, 4)),
    *over_axes("InstanceNorm", dict(num_features=5), 5),
    *over_axes("InstanceNorm", dict(num_features=5, affine=True, eps=0.01), 5),
    *over_axes("InstanceNorm", dict(num_features=5, track_running_stats=True), 5),
    ("InstanceNorm2d", dict(num_features=5, affine=True, track_running_stats=True), (BATCH, 5, 4, 4)),
    ("LayerNorm", dict(normalized_shape=6), (BATCH, 6)),
    ("LayerNorm", dict(normalized_shape=(4, 5), eps=1e-6), (BATCH, 3, 4, 5)),
    ("LayerNorm", dict(normalized_shape=5, elementwise_affine=False), (BATCH, 3, 5)),
    ("LayerNorm", dict(normalized_shape=(5,), bias=False), (BATCH, 3, 5)),
    ("RMSNorm", dict(normalized_shape=6), (BATCH, 3, 6)),
    ("RMSNorm", dict(normalized_shape=(3, 6), eps=1e-5), (BATCH, 3, 6)),
    ("RMSNorm", dict(normalized_shape=6, elementwise_affine=False), (BATCH, 3, 6)),
    ("GroupNorm", dict(num_groups=2, num_channels=6), (BATCH, 6, 4, 4)),
    ("GroupNorm", dict(num_groups=3, num_channels=6, eps=1e-3, affine=False), (BATCH, 6, 9)),
    ("GroupNorm", dict(num_groups=6, num_channels=6, bias=False), (BATCH, 6, 4, 3, 2)),
    ("GroupNorm", dict(num_groups=1, num_channels=6), (BATCH, 6)),
    ("LocalResponseNorm", dict(size=3), (BATCH, 7, 4, 4)),
    ("LocalResponseNorm", dict(size=4, alpha=0.5, beta=0.5, k=2), (BATCH, 7, 4, 4)),
    ("LocalResponseNorm", dict(size=2, alpha=0.5), (BATCH, 7, 4)),
    ("LocalResponseNorm", dict(size=5, alpha=0.5), (BATCH, 7, 4)),
]

POOLS = [
    *over_axes("MaxPool", dict(kernel_size=2), 3),
    *over_axes("MaxPool", dict(kernel_size=3, stride=2, padding=1), 3),
    *over_axes("MaxPool", dict(kernel_size=3, stride=2, ceil_mode=True), 3),
    *over_axes("MaxPool", dict(kernel_size=2, stride=2, dilation=2), 3),
    *over_axes("MaxPool", dict(kernel_size=3, stride=2, padding=1, ceil_mode=True), 3),
    ("MaxPool2d", dict(kernel_size=(3, 2), stride=(2, 1), padding=(1, 0)), (BATCH, 3, 9, 8)),
    *over_axes("AvgPool", dict(kernel_size=2), 3),
    *over_axes("AvgPool", dict(kernel_size=3, stride=2, padding=1), 3),
    *over_axes("AvgPool", dict(kernel_size=3, stride=2, padding=1, count_include_pad=False), 3),
    *over_axes("AvgPool", dict(kernel_size=3, stride=2, ceil_mode=True), 3),
    *over_axes("AvgPool", dict(kernel_size=3, stride=2, padding=1, ceil_mode=True), 3),
    ("AvgPool2d", dict(kernel_size=(3, 2), stride=(2, 1), padding=(1, 0)), (BATCH, 3, 9, 8)),
    ("AvgPool2d", dict(kernel_size=2, divisor_override=3), (BATCH, 3, 6, 6)),
    ("AvgPool3d", dict(kernel_size=3, padding=1, divisor_override=2), (BATCH, 3, 6, 6, 6)),
    *over_axes("LPPool", dict(norm_type=2, kernel_size=2), 3),
    *over_axes("LPPool", dict(norm_type=4, kernel_size=3, stride=2), 3),
    *over_axes("LPPool", dict(norm_type=2, kernel_size=2, stride=2, ceil_mode=True), 3),
    ("LPPool2d", dict(norm_type=1.0, kernel_size=(2, 1)), (BATCH, 3, 6, 6)),
    *[case for pool in ("Avg", "Max") for case in [
        *over_axes(f"Adaptive{pool}Pool", dict(output_size=1), 3),
        *over_axes(f"Adaptive{pool}Pool", dict(output_size=3), 3),
        (f"Adaptive{pool}Pool2d", dict(output_size=(3, None)), (BATCH, 3, 7, 5)),
        (f"Adaptive{pool}Pool2d", dict(output_size=(1, None)), (BATCH, 3, 7, 5)),
        (f"Adaptive{pool}Pool2d", dict(output_size=(None, 2)), (BATCH, 3, 7, 5)),
        (f"Adaptive{pool}Pool2d", dict(output_size=(9, 10)), (BATCH, 3, 7, 5)),
        (f"Adaptive{pool}Pool3d", dict(output_size=(2, 1, 4)), (BATCH, 3, 7, 5, 6)),
    ]],
]

EMBEDDINGS = [
    ("Embedding", dict(num_embeddings=9, embedding_dim=4), ("i64", BATCH, 5, 9)),
    ("Embedding", dict(num_embeddings=9, embedding_dim=4, padding_idx=0), ("i64", BATCH, 5, 9)),
    ("Embedding", dict(num_embeddings=9, embedding_dim=4, padding_idx=-1, norm_type=3.0,
                       scale_grad_by_freq=True, sparse=True), ("i64", BATCH, 5, 9)),
    *[("EmbeddingBag", dict(num_embeddings=9, embedding_dim=4, mode=mode), ("i64", BATCH, 5, 9))
      for mode in ("sum", "mean", "max")],
    *[("EmbeddingBag", dict(num_embeddings=9, embedding_dim=4, mode=mode, padding_idx=2),
       ("i64", BATCH, 5, 9)) for mode in ("sum", "mean")],
]

SHAPING = [
    ("Flatten", dict(), (BATCH, 3, 4, 5)),
    ("Flatten", dict(start_dim=2, end_dim=-2), (BATCH, 3, 4, 5, 2)),
    ("Flatten", dict(start_dim=0), (BATCH, 3, 4)),
    ("Flatten", dict(), (BATCH, 3)),
    ("Unflatten", dict(dim=1, unflattened_size=(2, 3)), (BATCH, 6, 4)),
    ("Unflatten", dict(dim=-1, unflattened_size=(2, -1)), (BATCH, 3, 8)),
    ("PixelShuffle", dict(upscale_factor=2), (BATCH, 12, 3, 4)),
    ("PixelUnshuffle", dict(downscale_factor=2), (BATCH, 3, 4, 6)),
    ("PixelUnshuffle", dict(downscale_factor=3), (BATCH, 1, 6, 6)),
    ("ChannelShuffle", dict(groups=3), (BATCH, 6, 4, 5)),
    ("ChannelShuffle", dict(groups=2), (BATCH, 6, 5)),
    *[("Upsample", dict(scale_factor=2, mode=mode), (BATCH, 3, 4, 5))
      for mode in ("nearest", "nearest-exact", "bilinear", "bicubic")],
    *[("Upsample", dict(size=(7, 6), mode=mode), (BATCH, 3, 4, 5))
      for mode in ("nearest", "nearest-exact", "bilinear", "bicubic", "area")],
    *[("Upsample", dict(size=7, mode=mode, align_corners=True), (BATCH, 3, 4, 5))
      for mode in ("bilinear", "bicubic")],
    ("Upsample", dict(scale_factor=(2.0, 1.5), mode="bilinear", align_corners=True), (BATCH, 3, 4, 5)),
    ("Upsample", dict(scale_factor=1.7, mode="bilinear", recompute_scale_factor=True), (BATCH, 3, 4, 5)),
    ("Upsample", dict(scale_factor=1.7, mode="nearest"), (BATCH, 3, 4, 5)),
    ("Upsample", dict(scale_factor=0.5, mode="area"), (BATCH, 3, 8, 6)),
    ("Upsample", dict(scale_factor=3, mode="linear"), (BATCH, 3, 5)),
    ("Upsample", dict(scale_factor=2, mode="trilinear"), (BATCH, 3, 3, 4, 2)),
    ("UpsamplingNearest2d", dict(scale_factor=2), (BATCH, 3, 4, 5)),
    ("UpsamplingBilinear2d", dict(scale_factor=2), (BATCH, 3, 4, 5)),
    ("UpsamplingBilinear2d", dict(size=(5, 9)), (BATCH, 3, 4, 5)),
]

PADDING = [
    *[case for mode in ("Zero", "Reflection", "Replication", "Circular")
      for case in over_axes(f"{mode}Pad", dict(padding=1), 3)],
    *over_axes("ConstantPad", dict(padding=1, value=3.5), 3),
    ("ZeroPad2d", dict(padding=(1, 2, 0, 3)), (BATCH, 3, 4, 5)),
    ("ZeroPad2d", dict(padding=(-1, 2, 0, -1)), (BATCH, 3, 4, 5)),
    ("ConstantPad1d", dict(padding=(1, 2), value=-1), (BATCH, 3, 4)),
    ("ReflectionPad2d", dict(padding=(1, 2, 0, 3)), (BATCH, 3, 4, 5)),
    ("ReplicationPad3d", dict(padding=(1, 2, 0, 3, 2, 1)), (BATCH, 3, 4, 5, 2)),
    ("CircularPad2d", dict(padding=(1, 2, 0, 3)), (BATCH, 3, 4, 5)),
]

DROPOUT = [
    ("Dropout", dict(), (BATCH, 3)),
    ("Dropout", dict(p=0.1, inplace=True), (BATCH, 3)),
    ("Dropout", dict(p=0), (BATCH, 3)),
    *over_axes("Dropout", dict(p=0.25), 3),
    ("AlphaDropout", dict(p=0.25), (BATCH, 3)),
    ("FeatureAlphaDropout", dict(p=0.25), (BATCH, 3, 4)),
    ("StochasticDepth", dict(p=0.1, mode="row"), (BATCH, 3, 4, 4)),
]

LIBRARIES = [
    ("FrozenBatchNorm2d", dict(num_features=5), (BATCH, 5, 4, 4)),
    ("LayerNorm2d", dict(normalized_shape=6, eps=1e-6), (BATCH, 6, 4, 5)),
    ("Conv1D", dict(nf=4, nx=3), (BATCH, 5, 3)),
]

# Of two inputs, so that no Sequential runs them.
PAIRS = [
    ("Bilinear", dict(in1_features=3, in2_features=4, out_features=5), (BATCH, 3), (BATCH, 4)),
    ("Bilinear", dict(in1_features=3, in2_features=4, out_features=5, bias=False), (BATCH, 3), (BATCH, 4)),
    ("CosineSimilarity", dict(), (BATCH, 3), (BATCH, 3)),
    ("CosineSimilarity", dict(dim=2, eps=1e-6), (BATCH, 3, 4), (BATCH, 3, 4)),
]

CORE = (
    LINEAR + CONVOLUTIONS + NORMALIZATIONS + POOLS + EMBEDDINGS + SHAPING + PADDING + DROPOUT
    + LIBRARIES
)


def layer_class(kind):
    if kind == "FrozenBatchNorm2d":
        return torchvision.ops.FrozenBatchNorm2d
    if kind == "StochasticDepth":
        return torchvision.ops.StochasticDepth
    if kind == "LayerNorm2d":
        return torchvision.models.convnext.LayerNorm2d
    if kind == "Conv1D":
        import transformers.pytorch_utils

        return transformers.pytorch_utils.Conv1D
    return getattr(nn, kind)


def make(kind, settings):
    """A layer in inference with seeded weights and running statistics."""
    torch.manual_seed(len(kind) + len(settings))
    layer = layer_class(kind)(**settings).eval()
    with torch.no_grad():
        for name, parameter in layer.named_parameters():
            parameter.copy_(torch.randn_like(parameter))
        for name, buffer in layer.named_buffers():
            if buffer.is_floating_point():
                buffer.copy_(torch.rand_like(buffer) + 0.5)
    return layer


def sample(shape):
    """A seeded input of a shape; of ("i64", sizes…, limit) indices below the limit."""
    generator = torch.Generator().manual_seed(len(shape))
    if shape[0] == "i64":
        return torch.randint(0, shape[-1], shape[1:-1], generator=generator)
    return torch.randn(shape, generator=generator)
