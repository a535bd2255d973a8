#!/usr/bin/env python3
"""Exports small networks, one for each use of a primitive, and compares ONNX Runtime with MindSpore.

usage: mindspore_primitives.py [--recast PROGRAM] [--folder FOLDER] [NAME...]

Every case is an expression over x, y and z, in a network whose __init__ may make cells. It is run by
MindSpore, exported as MindIR, converted and run by ONNX Runtime with the same inputs; where a case says
so, an axis is open in the exported graph. Needs mindspore, numpy and onnxruntime.
"""
import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile

os.environ.setdefault("GLOG_v", "4")

import mindspore as ms
import numpy as np
import onnxruntime
from mindspore import Tensor

RNG = np.random.default_rng(7)


def f(*shape):
    return RNG.standard_normal(shape).astype(np.float32)


def positive(*shape):
    return (np.abs(RNG.standard_normal(shape)) + 0.1).astype(np.float32)


def unit(*shape):
    return (RNG.random(shape) * 1.8 - 0.9).astype(np.float32)


def i(high, *shape, dtype=np.int32):
    return RNG.integers(0, high, shape).astype(dtype)


def b(*shape):
    return RNG.random(shape) > 0.5


def n(*values, dtype=np.float32):
    return np.array(values, dtype)


class Case:
    def __init__(self, name, body, *inputs, init="", open_axes=None):
        self.name, self.body, self.inputs = name, body, inputs
        self.init, self.open_axes = init, open_axes or {}


CASES = []


def case(name, body, *inputs, **options):
    CASES.append(Case(name, body, *inputs, **options))


X = f(2, 3, 4)
for name in ("abs sin cos tan exp floor ceil neg square sign tanh sigmoid erf erfc expm1 trunc round "
             "sinh cosh atan asinh relu relu6 hardswish hardsigmoid silu mish selu gelu "
             "log_softmax_ leaky_relu elu celu softplus_ logsigmoid softsign hardtanh "
             "softshrink hardshrink").split():
    if not name.endswith("_"):
        case(f"unary/{name}", f"return ops.{name}(x)", 3 * X)
for name in "log log2 log10 log1p sqrt rsqrt reciprocal lgamma digamma acosh_".split():
    if not name.endswith("_"):
        case(f"unary/{name}", f"return ops.{name}(x)", positive(3, 4))
for name in "acos asin atanh erfinv".split():
    case(f"unary/{name}", f"return ops.{name}(x)", unit(3, 4))
case("unary/acosh", "return ops.acosh(x)", positive(3, 4) + 1)
case("unary/softplus", "return ops.softplus(x)", X)
case("unary/rint", "return ops.Rint()(x)", n(0.5, 1.5, 2.5, -0.5, 0.2))
case("unary/inv", "return ops.inv(x)", positive(3))
case("unary/isnan", "return ops.isnan(x), ops.isinf(x), ops.isfinite(x)", n(1, np.nan, np.inf))
case("unary/logical_not", "return ops.logical_not(x)", b(4))
case("unary/invert", "return ops.Invert()(x)", i(9, 4, dtype=np.int16))
case("unary/fast_gelu", "return ops.FastGeLU()(x)", X)
case("unary/gelu_none", "return ops.gelu(x, approximate='none')", X)
case("unary/gelu_tanh", "return ops.gelu(x, approximate='tanh')", X)
case("unary/nan_to_num", "return ops.nan_to_num(x, 1.0, 2.0, -3.0)", n(1, np.nan, np.inf, -np.inf))
case("unary/relu_v2", "return ops.ReLUV3()(x)", X)
case("unary/threshold", "return ops.threshold(x, 0.1, 20.0)", X)
case("unary/glu", "return ops.glu(x)", X)
case("unary/swiglu", "return ops.cast(x, ms.float32)", X)
case("unary/prelu", "return ops.prelu(x, y)", f(2, 3, 4), positive(3))
case("unary/prelu_one", "return ops.prelu(x, y)", f(2, 3, 4), positive(1))
case("unary/softmax", "return ops.softmax(x, axis=1), ops.log_softmax(x, axis=-1)", X)

for name in "add sub mul div maximum minimum pow_ floor_div floor_mod fmod_ truncate_div truncate_mod".split():
    if not name.endswith("_"):
        case(f"binary/{name}", f"return ops.{name}(x, y)", f(2, 3, 4), f(3, 1) + 3)
case("binary/pow", "return ops.pow(x, y)", positive(2, 3), f(3))
case("binary/mod", "return ops.Mod()(x, y)", 5 * f(2, 3), f(3) + 3)
case("binary/real_div_int", "return ops.div(x, y)", i(9, 4), i(5, 4) + 1)
case("binary/floor_div_int", "return ops.floor_div(x, y), ops.floor_mod(x, y)", i(9, 4) - 4, i(3, 4) + 1)
case("binary/scalar", "return x * 2 + 1, 3.0 - x, x / 4, x // 2, x % 2, x ** 2", X)
case("binary/scalar_int", "return x * 2, x * 1.5, x / 2, x + 1, 7 // (x + 1)", i(9, 4))
case("binary/compare", "return x == y, x != y, x < y, x <= y, x > y, x >= y", i(3, 6), i(3, 6))
case("binary/compare_scalar", "return x == 1, x < 1, x >= 2.0", i(3, 6).astype(np.float32))
case("binary/logic", "return ops.logical_and(x, y), ops.logical_or(x, y), ops.logical_xor(x, y)", b(6), b(6))
case("binary/bits", "return ops.bitwise_and(x, y), ops.bitwise_or(x, y), ops.bitwise_xor(x, y)", i(9, 6), i(9, 6))
case("binary/div_no_nan", "return ops.DivNoNan()(x, y)", f(4), n(0, 1, 2, 0))
case("binary/squared_difference", "return ops.SquaredDifference()(x, y)", f(4), f(4))
case("binary/atan2", "return ops.atan2(x, y)", f(4), f(4))
case("binary/xlogy", "return ops.xlogy(x, y)", n(0, 1, 2), positive(3))
case("binary/hypot", "return ops.hypot(x, y)", f(4), f(4))
case("binary/lerp", "return ops.lerp(x, y, 0.3)", f(4), f(4))
case("binary/addcmul", "return ops.addcmul(x, y, z, 2.0), ops.addcdiv(x, y, z, 0.5)", f(4), f(4), positive(4))
case("binary/addn", "return ops.addn((x, y, x))", f(4), f(4))
case("binary/clamp", "return ops.clamp(x, -0.5, 0.5), ops.clip_by_value(x, -1.0, 0.2)", X)
case("binary/clamp_tensor", "return ops.clamp(x, y, z)", f(4), n(-1, -1, 0, 0), n(1, 0.5, 1, 2))
case("binary/isclose", "return ops.isclose(x, y)", n(1, 2), n(1, 2.1))
case("binary/shift", "return ops.bitwise_left_shift(x, y), ops.bitwise_right_shift(x, y)", i(9, 4), i(3, 4))
case("binary/logaddexp", "return ops.logaddexp(x, y)", f(4), f(4))
case("binary/promotion", "return x + y, x * y", i(5, 3), f(3))
case("binary/select", "return ops.select(x, y, z), ops.where(x, y, 1.0)", b(4), f(4), f(4))

for name, kind in (("cast_int", "int32"), ("cast_bool", "bool_"), ("cast_half", "float16"), ("cast_long", "int64"), ("cast_double", "float64"), ("cast_uint8", "uint8")):
    case(f"cast/{name}", f"return ops.cast(x, ms.{kind})", np.abs(2 * X))
case("cast/astype", "return x.astype(ms.float16).astype(ms.float32)", X)

for name in "sum mean_ amax amin prod_".split():
    if not name.endswith("_"):
        case(f"reduce/{name}", f"return ops.{name}(x), ops.{name}(x, 1), ops.{name}(x, -1, True)" if name == "sum" else f"return ops.{name}(x), ops.{name}(x, 1), ops.{name}(x, (0, 2), True)", X)
case("reduce/mean", "return ops.mean(x), ops.mean(x, 1), ops.mean(x, (0, 2), True)", X)
case("reduce/prod", "return ops.prod(x), ops.prod(x, 1), ops.prod(x, 2, True)", X)
case("reduce/reduce_sum", "return ops.ReduceSum(keep_dims=True)(x, (0, 1)), ops.ReduceSum()(x)", X)
case("reduce/reduce_max", "return ops.ReduceMax()(x, 1), ops.ReduceMin(keep_dims=True)(x, -1)", X)
case("reduce/all_any", "return ops.all(x), ops.any(x, 1), ops.all(x, 0, True)", b(3, 4))
case("reduce/argmax", "return ops.argmax(x, 1), ops.argmin(x, 0), ops.Argmax(axis=-1)(x)", X)
case("reduce/max_value", "return ops.max(x, 1), ops.min(x, 0, keepdims=True)", X)
case("reduce/argmax_with_value", "return ops.ArgMaxWithValue(axis=1)(x)", X)
case("reduce/topk", "return ops.topk(x, 2)", f(3, 7))
case("reduce/topk_dim", "return ops.topk(x, 2, dim=0, largest=False)", f(3, 7))
case("reduce/sort", "return ops.sort(x, axis=1, descending=True)", f(3, 7))
case("reduce/argsort", "return ops.argsort(x, 1)", f(3, 7))
case("reduce/cumsum", "return ops.cumsum(x, 1), ops.CumSum(exclusive=True, reverse=True)(x, 0)", X)
case("reduce/cumprod", "return ops.cumprod(x, 1)", X)
case("reduce/cummax", "return ops.cummax(x, 0), ops.cummin(x, 1)", f(3, 4))
case("reduce/logsumexp", "return ops.logsumexp(x, 1), ops.logsumexp(x, (0, 1), True)", X)
case("reduce/std", "return ops.std(x, 1), ops.var(x, (0, 1)), ops.std(x, 1, 0, True)", X)
case("reduce/norm", "return ops.norm(x, dim=1), ops.norm(x, 1, 2)", X)
case("reduce/l2_normalize", "return ops.L2Normalize(axis=1)(x)", X)
case("reduce/count_nonzero", "return ops.count_nonzero(x, 1)", i(2, 3, 4).astype(np.float32))
case("reduce/median", "return ops.median(x, 1)", f(3, 5))
case("reduce/tensor_methods", "return x.sum(1), x.mean(), x.max(), x.min(0), x.var(), x.std()", X)

case("shape/reshape", "return ops.reshape(x, (4, -1)), x.view(2, 12), x.reshape(-1)", X)
case("shape/transpose", "return ops.transpose(x, (2, 0, 1)), x.swapaxes(0, 1), ops.permute(x, (1, 2, 0))", X)
case("shape/expand_dims", "return ops.expand_dims(x, 0), ops.expand_dims(x, -1), ops.unsqueeze(x, 1)", X)
case("shape/squeeze", "return ops.squeeze(x), ops.squeeze(x, 1), ops.Squeeze((1, 3))(x)", f(2, 1, 3, 1))
case("shape/flatten", "return ops.flatten(x), ops.flatten(x, start_dim=0), nn.Flatten()(x)", X)
case("shape/concat", "return ops.concat((x, y), 1), ops.cat((x, x), -1)", f(2, 3), f(2, 3))
case("shape/stack", "return ops.stack((x, y), 1), ops.stack([x, y])", f(2, 3), f(2, 3))
case("shape/unstack", "a, b = ops.unstack(x, 0)\n        return a, b", f(2, 3))
case("shape/split", "a, b = ops.split(x, 2, 1)\n        return a, b", f(2, 4))
case("shape/split_sizes", "a, b = ops.split(x, [1, 3], 1)\n        return a, b", f(2, 4))
case("shape/chunk", "a, b = ops.chunk(x, 2, 1)\n        return a, b", f(2, 4))
case("shape/split_old", "a, b = ops.Split(1, 2)(x)\n        return a, b", f(2, 4))
case("shape/tile", "return ops.tile(x, (2, 1, 3)), ops.tile(x, (2, 2, 1, 1))", X)
case("shape/repeat", "return ops.repeat_interleave(x, 2, 1)", X)
case("shape/broadcast_to", "return ops.broadcast_to(x, (2, 3, 4)), ops.broadcast_to(x, (5, -1, 4))", f(3, 1))
case("shape/slice", "return x[0], x[:, 1], x[..., -1], x[1:], x[:, ::2], x[:, 1:3, None, ::-1] if False else x[:, 1:3, None]", X)
case("shape/slice_negative", "return x[-1], x[:, -2:], x[:, :-1, 1:-1]", X)
case("shape/slice_reverse", "return ops.strided_slice(x, (1, 2), (-3, -4), (-1, -1))", f(2, 3))
case("shape/strided_slice", "return ops.strided_slice(x, (0, 1, 0), (2, 3, 4), (1, 1, 2))", X)
case("shape/slice_op", "return ops.slice(x, (0, 1, 1), (2, 2, 3))", X)
case("shape/flip", "return ops.flip(x, (1,)), ops.reverse_v2 (x, [0]) if False else ops.ReverseV2([0])(x)", X)
case("shape/roll", "return ops.roll(x, 1, 0), ops.roll(x, (1, -1), (0, 1))", f(3, 4))
case("shape/pad", "return ops.pad(x, (1, 2)), ops.pad(x, (1, 1, 2, 0), value=3.0)", f(2, 3, 4, 5))
case("shape/pad_reflect", "return ops.pad(x, (1, 2, 1, 1), mode='reflect'), ops.pad(x, (1, 2), mode='replicate') if False else x", f(2, 3, 4, 5))
case("shape/pad_replicate", "return ops.pad(x, (1, 2, 1, 1), mode='replicate')", f(2, 3, 4, 5))
case("shape/pad_old", "return ops.Pad(((1, 2), (0, 1)))(x)", f(2, 3))
case("shape/mirror_pad", "return ops.MirrorPad('REFLECT')(x, Tensor([[1, 1], [2, 1]])), ops.MirrorPad('SYMMETRIC')(x, Tensor([[1, 1], [2, 1]]))", f(3, 4))
case("shape/depth_to_space", "return ops.DepthToSpace(2)(x), ops.SpaceToDepth(2)(x)", f(1, 8, 4, 6))
case("shape/pixel_shuffle", "return ops.pixel_shuffle(x, 2)", f(1, 8, 3, 3))
case("shape/tril", "return ops.tril(x), ops.triu(x, 1)", f(4, 5))
case("shape/diag", "return ops.diag(x)", f(4))
case("shape/meshgrid", "a, b = ops.meshgrid(x, y, indexing='ij')\n        return a, b", f(3), f(4))
case("shape/sizes", "return ops.zeros((x.shape[0], 2)), ops.ones(x.shape), ops.full((x.shape[1], 3), 2.5)", f(3, 4))
case("shape/zeros_like", "return ops.zeros_like(x), ops.ones_like(x), ops.full_like(x, 3.0)", X)
case("shape/arange", "return ops.arange(0, 10, 2), ops.arange(3), x", f(1))
case("shape/eye", "return ops.eye(3, 4, ms.float32), x", f(1))
case("shape/linspace", "return ops.linspace(0.0, 1.0, 5), x", f(1))
case("shape/fill", "return ops.fill(ms.float32, (2, 3), 1.5), x", f(1))
case("shape/rank", "return ops.cast(ops.rank(x), ms.int32) if False else x * ops.rank(x)", X)

case("index/gather", "return ops.gather(x, y, 0), ops.gather(x, y, 1)", f(5, 6), i(5, 2, 3))
case("index/gather_batch", "return ops.gather(x, y, 1, 1)", f(2, 5, 3), i(5, 2, 4))
case("index/gather_elements", "return ops.gather_elements(x, 1, y)", f(3, 5), i(5, 3, 2, dtype=np.int64))
case("index/gather_nd", "return ops.gather_nd(x, y)", f(3, 4, 5), i(3, 6, 2))
case("index/index_select", "return ops.index_select(x, 1, y)", f(3, 5), i(5, 4))
case("index/one_hot", "return ops.one_hot(x, 5), ops.one_hot(x, 5, 2.0, -1.0, 0)", i(5, 2, 3))
case("index/scatter_nd", "return ops.scatter_nd(x, y, (6,))", np.array([[1], [3], [1]], np.int32), f(3))
case("index/tensor_scatter_update", "return ops.tensor_scatter_elements(x, y, z, 1)", f(2, 4), np.array([[0], [2]], np.int32), f(2, 1))
case("index/tensor_scatter_nd", "return ops.TensorScatterUpdate()(x, y, z), ops.tensor_scatter_add(x, y, z), ops.tensor_scatter_max(x, y, z)", f(4, 3), np.array([[1], [2]], np.int32), f(2, 3))
case("index/masked_fill", "return ops.masked_fill(x, y, -1.0)", f(3, 4), b(3, 4))
case("index/masked_select", "return ops.masked_select(x, y)", f(3, 4), b(3, 4))
case("index/nonzero", "return ops.nonzero(x)", i(2, 3, 4))
case("index/segment_sum", "return ops.unsorted_segment_sum(x, y, 4)", f(5, 2), i(4, 5))
case("index/searchsorted", "return ops.searchsorted(x, y)", np.sort(f(6)), f(4))
case("index/embedding", "return self.e(x)", i(9, 2, 3), init="self.e = nn.Embedding(9, 4)")
case("index/index_add", "return ops.index_add(x, y, z, 0) if False else x", f(3, 3), i(3, 2), f(2, 3))
case("index/tensor_index", "return x[y]", f(5, 3), i(5, 4))

case("linear/matmul", "return ops.matmul(x, y), x @ y", f(2, 3, 4), f(4, 5))
case("linear/matmul_broadcast", "return ops.matmul(x, y)", f(2, 1, 3, 4), f(5, 4, 2))
case("linear/matmul_transposed", "return ops.MatMul(transpose_a=True)(x, y), ops.MatMul(transpose_b=True)(x, z)", f(4, 3), f(4, 5), f(5, 3))
case("linear/bmm", "return ops.bmm(x, y), ops.BatchMatMul(transpose_b=True)(x, z)", f(2, 3, 4), f(2, 4, 5), f(2, 5, 4))
case("linear/dense", "return ops.dense(x, y, z)", f(2, 4), f(3, 4), f(3))
case("linear/nn_dense", "return self.d(x)", f(2, 5, 4), init="self.d = nn.Dense(4, 3, activation='relu')")
case("linear/bias_add", "return ops.bias_add(x, y)", f(2, 3, 4, 5), f(3))
case("linear/outer", "return ops.outer(x, y), ops.dot(z, y) if False else ops.ger(x, y)", f(3), f(4), f(4))
case("linear/addmm", "return ops.addmm(x, y, z, beta=0.5, alpha=2)", f(2, 3), f(2, 4), f(4, 3))
case("linear/baddbmm", "return ops.baddbmm(x, y, z)", f(2, 2, 3), f(2, 2, 4), f(2, 4, 3))
case("linear/einsum", "return ops.einsum('bij,bjk->bik', x, y)", f(2, 3, 4), f(2, 4, 5))
case("linear/bilinear", "return self.d(x, y)", f(2, 3), f(2, 4), init="self.d = nn.BiDense(3, 4, 5)")
case("linear/tensor_dot", "return ops.tensor_dot(x, y, ((1,), (0,)))", f(2, 3), f(3, 4))
case("linear/cdist", "return ops.cdist(x, y)", f(3, 4), f(5, 4))

for mode in ("same", "valid", "pad"):
    padding = ", padding=(1, 2, 0, 3)" if mode == "pad" else ""
    for stride in (1, 2):
        case(f"conv/{mode}_{stride}", "return self.c(x)", f(2, 4, 9, 8), init=f"self.c = nn.Conv2d(4, 6, 3, stride={stride}, pad_mode='{mode}'{padding}, group=2, has_bias=True)")
        case(f"conv/transpose_{mode}_{stride}", "return self.c(x)", f(2, 4, 5, 6), init=f"self.c = nn.Conv2dTranspose(4, 6, 3, stride={stride}, pad_mode='{mode}'" + (", padding=1" if mode == "pad" else "") + ", has_bias=True)")
case("conv/transpose_output_padding", "return self.c(x)", f(2, 4, 5, 6), init="self.c = nn.Conv2dTranspose(4, 6, 3, stride=2, pad_mode='pad', padding=1, output_padding=1)")
case("conv/dilated", "return self.c(x)", f(1, 3, 11, 12), init="self.c = nn.Conv2d(3, 4, 3, dilation=2, pad_mode='same')")
case("conv/depthwise", "return self.c(x)", f(1, 6, 7, 7), init="self.c = nn.Conv2d(6, 6, 3, group=6, pad_mode='pad', padding=1)")
case("conv/one", "return self.c(x)", f(2, 3, 10), init="self.c = nn.Conv1d(3, 4, 3, has_bias=True)")
case("conv/one_transpose", "return self.c(x)", f(2, 3, 10), init="self.c = nn.Conv1dTranspose(3, 4, 3)")
case("conv/three", "return self.c(x)", f(1, 3, 6, 7, 8), init="self.c = nn.Conv3d(3, 4, 3, pad_mode='same', stride=2)")
case("conv/function", "return ops.conv2d(x, y, pad_mode='pad', padding=1)", f(1, 3, 6, 6), f(4, 3, 3, 3))
case("conv/same_dynamic", "return self.c(x)", f(2, 3, 8, 8), init="self.c = nn.Conv2d(3, 4, 3, pad_mode='same')", open_axes={0: (0, 2, 3)})
case("conv/unfold", "return ops.unfold(x, 3)", f(1, 2, 6, 6))

for mode in ("same", "valid"):
    case(f"pool/max_{mode}", "return self.p(x)", f(1, 3, 9, 8), init=f"self.p = nn.MaxPool2d(3, 2, pad_mode='{mode}')")
    case(f"pool/avg_{mode}", "return self.p(x)", f(1, 3, 9, 8), init=f"self.p = nn.AvgPool2d(3, 2, pad_mode='{mode}')")
    case(f"pool/max1_{mode}", "return self.p(x)", f(1, 3, 9), init=f"self.p = nn.MaxPool1d(3, 2, pad_mode='{mode}')")
    case(f"pool/avg1_{mode}", "return self.p(x)", f(1, 3, 9), init=f"self.p = nn.AvgPool1d(3, 2, pad_mode='{mode}')")
    case(f"pool/max3_{mode}", "return self.p(x)", f(1, 3, 6, 7, 8), init=f"self.p = ops.MaxPool3D(2, 2, '{mode}')")
    case(f"pool/avg3_{mode}", "return self.p(x)", f(1, 3, 6, 7, 8), init=f"self.p = ops.AvgPool3D(2, 2, '{mode}')")
case("pool/max_pad", "return self.p(x)", f(1, 3, 9, 8), init="self.p = nn.MaxPool2d(3, 2, pad_mode='pad', padding=1)")
case("pool/avg_pad", "return self.p(x)", f(1, 3, 9, 8), init="self.p = nn.AvgPool2d(3, 2, pad_mode='pad', padding=1)")
case("pool/max_ceil", "return self.p(x)", f(1, 3, 9, 8), init="self.p = nn.MaxPool2d(3, 2, pad_mode='pad', padding=1, ceil_mode=True)")
case("pool/max_function", "return ops.max_pool2d(x, 2, 2)", f(1, 3, 8, 8))
case("pool/avg_function", "return ops.avg_pool2d(x, 2, 2)", f(1, 3, 8, 8))
case("pool/adaptive_avg", "return ops.adaptive_avg_pool2d(x, (2, 3)), ops.adaptive_avg_pool2d(x, 1)", f(1, 3, 8, 9))
case("pool/adaptive_max", "return ops.adaptive_max_pool2d(x, (2, 3))", f(1, 3, 8, 9))
case("pool/adaptive_avg_none", "return ops.adaptive_avg_pool2d(x, (None, 3))", f(1, 3, 8, 9))
case("pool/adaptive_avg1", "return ops.adaptive_avg_pool1d(x, 2)", f(1, 3, 8))
case("pool/lp", "return ops.lp_pool2d(x, 2.0, 2)", positive(1, 3, 8, 8))

case("norm/batch", "return self.n(x)", f(2, 3, 4, 5), init="self.n = nn.BatchNorm2d(3, eps=1e-3)")
case("norm/batch1", "return self.n(x)", f(4, 3), init="self.n = nn.BatchNorm1d(3)")
case("norm/batch3", "return self.n(x)", f(2, 3, 4, 5, 2), init="self.n = nn.BatchNorm3d(3)")
case("norm/layer", "return self.n(x)", f(2, 3, 4), init="self.n = nn.LayerNorm((4,))")
case("norm/layer_two", "return self.n(x)", f(2, 3, 4), init="self.n = nn.LayerNorm((3, 4), begin_norm_axis=1, begin_params_axis=1)")
case("norm/layer_mixed", "return self.n(x)", f(2, 3, 4), init="self.n = nn.LayerNorm((4,), begin_norm_axis=1, begin_params_axis=2)")
case("norm/group", "return self.n(x)", f(2, 4, 5, 6), init="self.n = nn.GroupNorm(2, 4)")
case("norm/lrn", "return ops.lrn(x)", f(1, 16, 4, 4))
case("norm/rms", "return ops.rms_norm(x, y)[0] if False else x", f(2, 4), f(4))

case("resize/bilinear", "return ops.interpolate(x, size=(7, 9), mode='bilinear')", f(1, 2, 4, 5))
case("resize/bilinear_corners", "return ops.interpolate(x, size=(7, 9), mode='bilinear', align_corners=True)", f(1, 2, 4, 5))
case("resize/bilinear_old", "return ops.ResizeBilinearV2()(x, (7, 9)), ops.ResizeBilinearV2(align_corners=True)(x, (8, 10)), ops.ResizeBilinearV2(half_pixel_centers=True)(x, (8, 10))", f(1, 2, 4, 5))
case("resize/nearest", "return ops.interpolate(x, size=(8, 10), mode='nearest')", f(1, 2, 4, 5))
case("resize/nearest_old", "return ops.ResizeNearestNeighbor((7, 9))(x)", f(1, 2, 4, 5))
case("resize/nearest_v2", "return ops.ResizeNearestNeighborV2()(x, (7, 9)), ops.ResizeNearestNeighborV2(align_corners=True)(x, (7, 9)), ops.ResizeNearestNeighborV2(half_pixel_centers=True)(x, (7, 9))", f(1, 2, 4, 5))
case("resize/bicubic", "return ops.interpolate(x, size=(7, 9), mode='bicubic')", f(1, 2, 4, 5))
case("resize/linear", "return ops.interpolate(x, size=7, mode='linear', align_corners=True)", f(1, 2, 4))
case("resize/trilinear", "return ops.interpolate(x, size=(4, 5, 6), mode='trilinear')", f(1, 2, 2, 3, 4))
case("resize/grid_sample", "return ops.grid_sample(x, y), ops.grid_sample(x, y, 'nearest', 'border', True)", f(1, 2, 5, 6), unit(1, 3, 4, 2))

for name in ("LSTM", "GRU", "RNN"):
    case(f"recurrent/{name.lower()}", "return self.r(x)[0]", f(5, 2, 3), init=f"self.r = nn.{name}(3, 4)")
    case(f"recurrent/{name.lower()}_batch_first", "return self.r(x)", f(2, 5, 3), init=f"self.r = nn.{name}(3, 4, 2, batch_first=True, bidirectional=True)")
    case(f"recurrent/{name.lower()}_cell", "return self.r(x, y)" if name != "LSTM" else "return self.r(x, (y, z))", f(2, 3), f(2, 4), *([f(2, 4)] if name == "LSTM" else []), init=f"self.r = nn.{name}Cell(3, 4)")
case("recurrent/lstm_no_bias", "return self.r(x)", f(5, 2, 3), init="self.r = nn.LSTM(3, 4, has_bias=False)")
case("recurrent/lstm_states", "return self.r(x, (y, z))", f(5, 2, 3), f(1, 2, 4), f(1, 2, 4), init="self.r = nn.LSTM(3, 4)")

case("attention/multihead", "return self.a(x, x, x)[0]", f(2, 5, 8), init="self.a = nn.MultiheadAttention(8, 2, batch_first=True)")
case("attention/encoder", "return self.a(x)", f(2, 5, 8), init="self.a = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)")
case("attention/decoder", "return self.a(x, y)", f(2, 5, 8), f(2, 6, 8), init="self.a = nn.TransformerDecoderLayer(8, 2, 16, batch_first=True)")
case("cells/sequential", "return self.a(x)", f(2, 4), init="self.a = nn.SequentialCell(nn.Dense(4, 8), nn.GELU(), nn.Dropout(p=0.5), nn.Dense(8, 2), nn.Softmax())")
case("cells/activations", "return self.a(x), self.b(x), self.c(x), self.d(x)", f(2, 4), init="self.a = nn.LeakyReLU(0.1); self.b = nn.HSwish(); self.c = nn.LogSigmoid(); self.d = nn.GELU(False)")
case("loss/cross_entropy", "return ops.cross_entropy(x, y)", f(4, 5), i(5, 4))
case("loss/mse", "return self.l(x, y)", f(4), f(4), init="self.l = nn.MSELoss()")
case("loss/smooth_l1", "return ops.smooth_l1_loss(x, y)", f(4), f(4))
case("loss/bce", "return ops.binary_cross_entropy_with_logits(x, y, ops.ones_like(x), ops.ones_like(x))", f(4), b(4).astype(np.float32))

case("control/if", "if x.sum() > 0:\n            y = x * 2\n        else:\n            y = x - 1\n        return y + 1", f(3))
case("control/if_negative", "if x.sum() > 0:\n            y = x * 2\n        else:\n            y = x - 1\n        return y + 1", -positive(3))
case("control/nested_if", "if x.sum() > 0:\n            if x.max() > 1:\n                y = x * 2\n            else:\n                y = x * 3\n        else:\n            y = x - 1\n        return y", positive(3))
case("control/while", "i = y * 0\n        while i < y:\n            x = x * 2 + i.astype(ms.float32)\n            i = i + 1\n        return x", f(3), np.array(4, np.int32))
case("control/assign", "ops.assign_add(self.c, x)\n        y = self.c * 2\n        ops.assign(self.c, x * 3)\n        return y, self.c + 1", f(3), init="self.c = ms.Parameter(Tensor([0.5, 0.5, 0.5]))")
case("control/for", "for k in range(3):\n            x = x + k\n        return x", f(3))

case("open/batch", "return x.reshape(x.shape[0], -1), ops.transpose(x, (1, 0, 2)), x.mean((0, 2))", X, open_axes={0: (0,)})
case("open/two", "b, t, c = x.shape\n        return x.reshape(b * t, c), ops.zeros((b, 3)), x[:, -1], ops.tile(x, (1, 2, 1)), ops.broadcast_to(x[:, :1], (b, t, c))", X, open_axes={0: (0, 1)})
case("open/attention", "return self.a(x)", f(2, 5, 8), init="self.a = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)", open_axes={0: (0,)})
case("open/concat", "return ops.concat((x, y), 1), ops.stack((x, x)), ops.split(x, 1, 2)[0]", f(2, 3, 4), f(2, 5, 4), open_axes={0: (0,), 1: (0,)})
case("open/arange", "return ops.arange(x.shape[1]), ops.expand_dims(x, 0)", X, open_axes={0: (1,)})
case("open/pool", "return ops.adaptive_avg_pool2d(x, 1), self.p(x)", f(2, 3, 8, 8), init="self.p = nn.MaxPool2d(2, 2)", open_axes={0: (0, 2, 3)})
case("open/matmul", "return ops.matmul(x, x.swapaxes(1, 2)), ops.softmax(x, -1)", X, open_axes={0: (0, 1)})
case("multi/outputs", "return (x, (x + 1, x * 2)), x - 1", X)

for name, inputs in (
    ("Softmin()", (X,)), ("Softmax2d()", (f(1, 3, 4, 5),)), ("Tanhshrink()", (X,)),
    ("RReLU()", (X,)), ("ReLU6()", (X,)), ("Threshold(0.1, 20)", (X,)), ("Mish()", (X,)),
    ("SiLU()", (X,)), ("CELU()", (X,)), ("SeLU()", (X,)), ("HShrink()", (X,)),
    ("SoftShrink()", (X,)), ("Hardtanh()", (X,)), ("GLU()", (X,)), ("FastGelu()", (X,)),
    ("LRN()", (f(1, 16, 4, 4),)), ("Unfold([1, 2, 2, 1], [1, 1, 1, 1], [1, 1, 1, 1])", (f(1, 2, 4, 4),)),
    ("PixelShuffle(2)", (f(1, 8, 3, 3),)), ("PixelUnshuffle(2)", (f(1, 2, 6, 6),)),
    ("ChannelShuffle(2)", (f(1, 8, 3, 3),)), ("Identity()", (X,)), ("Flatten(0)", (X,)),
    ("Unflatten(1, (1, 3))", (X,)), ("Pad(((1, 1), (2, 2)), 'SYMMETRIC')", (f(3, 4),)),
    ("ConstantPad1d(1, 2.0)", (X,)), ("ConstantPad2d((1, 2, 0, 1), 2.0)", (f(1, 2, 3, 4),)),
    ("ReflectionPad1d((1, 2))", (X,)), ("ReflectionPad2d((1, 2, 1, 1))", (f(1, 2, 4, 5),)),
    ("ZeroPad2d((1, 2, 0, 1))", (f(1, 2, 3, 4),)), ("ReplicationPad1d((1, 2))", (X,)),
    ("ReplicationPad2d((1, 2, 1, 1))", (f(1, 2, 3, 4),)), ("Upsample(size=(6, 8), mode='nearest')", (f(1, 2, 3, 4),)),
    ("Upsample(scale_factor=(2.0, 2.0), mode='nearest', recompute_scale_factor=True)", (f(1, 2, 3, 4),)),
    ("ResizeBilinear()", ()), ("InstanceNorm2d(3)", (f(2, 3, 4, 5),)),
    ("AdaptiveAvgPool1d(3)", (f(1, 2, 9),)), ("AdaptiveAvgPool2d((None, 2))", (f(1, 2, 5, 6),)),
    ("AdaptiveAvgPool3d((2, 2, 2))", (f(1, 2, 4, 5, 6),)), ("AdaptiveMaxPool1d(3)", (f(1, 2, 9),)),
    ("AdaptiveMaxPool2d((2, 3))", (f(1, 2, 5, 6),)), ("AvgPool3d(2, 2)", (f(1, 2, 4, 5, 6),)),
    ("AvgPool2d(3, 2, pad_mode='pad', padding=1, ceil_mode=True, count_include_pad=False)", (f(1, 2, 7, 8),)),
    ("MaxPool3d(2, 2)", (f(1, 2, 4, 5, 6),)), ("MaxPool2d(2, 2, return_indices=True)", (f(1, 2, 4, 6),)),
    ("MaxPool1d(3, 2, pad_mode='pad', padding=1)", (f(1, 2, 9),)), ("LPPool1d(2, 2, 2)", (positive(1, 2, 8),)),
    ("CosineEmbeddingLoss()", ()), ("BCELoss()", (unit(3, 4) / 2 + 0.5, b(3, 4).astype(np.float32))),
    ("L1Loss()", (f(3), f(3))), ("HuberLoss()", (f(3), f(3))), ("KLDivLoss()", (f(3), positive(3))),
    ("SoftmaxCrossEntropyWithLogits(sparse=True)", (f(3, 4), i(4, 3))),
    ("NLLLoss()", (f(3, 4), i(4, 3))), ("CosineSimilarity()", ()), ("SoftMarginLoss()", (f(3), f(3))),
    ("Conv3dTranspose(3, 4, 3)", (f(1, 3, 4, 4, 4),)), ("Conv2dBnAct(3, 4, 3, has_bn=True, activation='relu')", (f(1, 3, 6, 6),)),
    ("DenseBnAct(4, 3, has_bn=True, activation='relu')", (f(2, 4),)), ("Moments(axis=1)", (X,)),
    ("EmbeddingLookup(9, 4, target='CPU')", (i(9, 2, 3),)), ("OneHot(depth=5, axis=-1)", ()),
    ("ClipByNorm()", ()), ("Norm(axis=1)", ()), ("Roll(1, 0)", (f(3, 4),)), ("Dropout(p=0.3)", (X,)),
    ("Dropout2d(p=0.3)", (f(1, 2, 3, 4),)), ("SequentialCell(nn.Dense(4, 3), nn.Tanh())", (f(2, 4),)),
):
    if inputs:
        case(f"cells/{name.split('(')[0]}", f"return self.a({', '.join('xyz'[:len(inputs)])})", *inputs, init=f"self.a = nn.{name}")

for text, inputs in (
    ("mint.add(x, y), mint.sub(x, y, alpha=2), mint.mul(x, y), mint.div(x, y)", (f(2, 3), positive(3))),
    ("mint.matmul(x, y), mint.sum(x, 1), mint.mean(x, 0), mint.prod(x, 1)", (f(2, 3), f(3, 4))),
    ("mint.max(x), mint.min(x), mint.argmax(x, 1)", (f(2, 3),)),
    ("mint.max(x, 1)", (f(2, 3),)), ("mint.cumsum(x, 1)", (f(2, 3),)),
    ("mint.split(x, 2, 1)", (f(2, 5),)), ("mint.stack((x, x), 1), mint.cat((x, x), 1)", (f(2, 3),)),
    ("mint.topk(x, 2)", (f(2, 5),)), ("mint.sort(x, 1)", (f(2, 5),)), ("mint.flatten(x, 1)", (X,)),
    ("mint.gather(x, 1, y)", (f(2, 5), i(5, 2, 3, dtype=np.int64))), ("mint.where(x, y, y + 1)", (b(3), f(3))),
    ("mint.clamp(x, -0.5, 0.5), mint.tril(x), mint.triu(x)", (f(3, 3),)), ("mint.nn.functional.gelu(x), mint.nn.functional.silu(x)", (X,)),
    ("mint.nn.functional.softmax(x, -1), mint.nn.functional.log_softmax(x, 1)", (X,)),
    ("mint.nn.functional.layer_norm(x, (4,), y, z)", (X, f(4), f(4))), ("mint.nn.functional.linear(x, y, z)", (f(2, 4), f(3, 4), f(3))),
    ("mint.nn.functional.conv2d(x, y, padding=1)", (f(1, 3, 5, 5), f(4, 3, 3, 3))), ("mint.nn.functional.pad(x, (1, 2))", (X,)),
    ("mint.nn.functional.max_pool2d(x, 2, 2)", (f(1, 2, 4, 6),)), ("mint.nn.functional.avg_pool2d(x, 2, 2)", (f(1, 2, 4, 6),)),
    ("mint.nn.functional.interpolate(x, size=(6, 8), mode='nearest')", (f(1, 2, 3, 4),)), ("mint.nn.functional.embedding(y, x)", (i(5, 3), f(5, 4)[:, :])),
    ("mint.repeat_interleave(x, 2, 1), mint.roll(x, 1, 0), mint.flip(x, (0,))", (f(2, 3),)), ("mint.zeros_like(x), mint.ones_like(x), mint.full_like(x, 2.0)", (f(2, 3),)),
    ("mint.index_select(x, 0, y), mint.narrow(x, 1, 0, 2), mint.select(x, 0, 1)", (f(3, 4), i(3, 2))), ("mint.einsum('ij,jk->ik', x, y)", (f(2, 3), f(3, 4))),
    ("mint.any(x > 0), mint.all(x > 0, 1)", (f(2, 3),)), ("mint.logsumexp(x, 1), mint.var(x, 1), mint.std(x, 1)", (f(2, 3),)),
    ("mint.norm(x, 2, 1)", (f(2, 3),)), ("mint.permute(x, (2, 0, 1)), mint.transpose(x, 0, 1), mint.unsqueeze(x, 0), mint.squeeze(x, 0)", (f(1, 2, 3),)),
):
    case(f"mint/{len(CASES)}", f"return {text}", *inputs)
for text, inputs in (
    ("ops.bmm(x, x.swapaxes(1, 2)).softmax(-1)", (X,)), ("ops.cosine_similarity(x, y, 1) if False else ops.norm(x - y)", (f(2, 3), f(2, 3))),
    ("ops.tanhshrink(x), ops.softmin(x)", (X,)), ("ops.cross(x, y, 1)", (f(2, 3), f(2, 3))), ("ops.kron(x, y)", (f(2, 2), f(2, 3))),
    ("ops.vstack((x, x)), ops.hstack((x, x)), ops.dstack((x, x)), ops.column_stack((x, x))", (f(2, 3),)), ("ops.moveaxis(x, 0, 2), ops.movedim(x, 1, 0)", (X,)),
    ("ops.rot90(x, 1, (0, 1)), ops.fliplr(x), ops.flipud(x)", (f(2, 3),)), ("ops.diagonal(x), ops.trace(x)", (f(3, 3),)),
    ("ops.unique(x)", (i(4, 6),)), ("ops.bincount(x) if False else x", (i(4, 6),)), ("ops.heaviside(x, y), ops.copysign(x, y)", (f(3), f(3))),
    ("ops.deg2rad(x), ops.rad2deg(x), ops.frac(x), ops.positive(x), ops.sinc(x)", (f(3),)), ("ops.log_softmax(x, 0), ops.logit(x, 0.1)", (unit(3) / 3 + 0.5,)),
    ("ops.multi_head if False else ops.adaptive_max_pool1d(x, 2)", (f(1, 2, 6),)), ("ops.batch_norm(x, y, z, y, z * z + 1)", (f(2, 3, 4, 4), f(3), f(3))),
    ("ops.group_norm(x, 2)", (f(2, 4, 5),)), ("ops.layer_norm(x, (4,), y, z)", (X, f(4), f(4))), ("ops.max_pool3d(x, 2, 2), ops.avg_pool1d(x[:, :, 0, 0], 2, 2)", (f(1, 2, 4, 4, 6),)),
    ("ops.gather_elements(x, 0, y).sum(), ops.take_along_dim if False else x.take(y[0], 1)", (f(3, 4), i(3, 2, 4, dtype=np.int64))), ("ops.ones((2, 3)) + x, ops.zeros(3) - x, ops.eye(3) * x", (f(3),)),
    ("ops.full((2,), 3, dtype=ms.int32), ops.fill(ms.int32, (2,), 3), x", (f(3),)), ("ops.tensor_split(x, 3)", (f(7),)), ("ops.unbind(x) if False else ops.unstack(x)", (f(2, 3),)),
    ("ops.swapaxes(x, 0, 1), ops.ravel(x) if False else x.ravel()", (X,)), ("ops.scatter(x, 1, y, z)", (f(2, 4), np.array([[0, 1], [2, 3]], np.int64), f(2, 2))), ("ops.select(x, y, 2.0)", (b(3), f(3))),
    ("ops.affine_grid(x, (1, 2, 4, 5))", (f(1, 2, 3),)), ("ops.fold(x, ms.Tensor([4, 5], ms.int32), [2, 2])", (f(1, 12, 12),)), ("ops.lp_pool1d(x, 2.0, 2)", (positive(1, 2, 8),)),
    ("ops.huber_loss(x, y), ops.l1_loss(x, y), ops.mse_loss(x, y) if False else x", (f(3), f(3))), ("ops.nll_loss(x, y)", (f(3, 4), i(4, 3))), ("ops.kl_div(x, y)", (f(3, 4), positive(3, 4))),
    ("ops.cummin(x, 0), ops.logcumsumexp(x, 0)", (f(3, 4),)), ("ops.std_mean(x, 1), ops.var_mean(x, 1)", (f(3, 4),)), ("ops.histc(x) if False else ops.inner(x, x)", (f(4),)),
    ("ops.chunk(x, 2), ops.broadcast_to(x, (3, 4, 5))", (f(4, 5),)), ("ops.relu(x) if x.ndim == 3 else x", (X,)), ("ops.rsqrt(x * x + 1), x.clip(0, 1), x.abs().log1p(), x.tile((2, 1, 1))", (X,)),
    ("ops.matmul(x, y), ops.matmul(y, z)", (f(3), f(3, 4), f(4))), ("ops.dot(x, y), ops.mv(x, z)", (f(2, 3), f(3, 4), f(3))), ("ops.tensor_dot(x, y, 1), ops.vander(z, 3) if False else z", (f(2, 3), f(3, 4), f(3))),
    ("ops.L2Normalize()(x), ops.LpNorm([1], 2)(x), ops.SquareSumAll()(x, x)", (f(3, 4),)), ("ops.CumProd()(x, 0), ops.CumProd(exclusive=True)(x, 1), ops.CumProd(reverse=True)(x, 1)", (f(3, 4),)),
    ("ops.TensorScatterSub()(x, y, z), ops.TensorScatterMul()(x, y, z), ops.TensorScatterMin()(x, y, z)", (f(4, 3), np.array([[1], [2]], np.int32), f(2, 3))), ("ops.EmbeddingLookup()(x, y, 0)", (f(5, 3), i(5, 4))),
    ("ops.MaxPoolWithArgmaxV2(2, 2)(x)", (f(1, 2, 4, 6),)), ("ops.AvgPool3D(2, 2, 'pad', pad=1)(x)", (f(1, 2, 4, 4, 6),)), ("ops.Conv3D(4, 3, pad_mode='pad', pad=1)(x, y)", (f(1, 3, 5, 5, 5), f(4, 3, 3, 3, 3))),
    ("ops.ReduceStd(axis=1)(x) if False else ops.EuclideanNorm()(x, [1])", (f(3, 4),)), ("ops.StridedSlice(begin_mask=1, end_mask=2, shrink_axis_mask=4)(x, (0, 1, 1), (1, 2, 2), (1, 1, 1))", (X,)), ("ops.Range()(Tensor(0, ms.int32), Tensor(6, ms.int32), Tensor(2, ms.int32)), x", (f(1),)),
    ("ops.GatherD()(x, 1, y), ops.Gather()(x, y[0], 1)", (f(2, 5), i(5, 2, 3, dtype=np.int64))), ("ops.SplitV([1, -1], 1, 2)(x) if False else ops.Split(0, 2)(x)", (f(2, 5),)), ("ops.Rank()(x) * x, ops.Size()(x) * x", (f(2, 2),)),
):
    case(f"more/{len(CASES)}", f"return {text}", *inputs)


TEMPLATE = '''
class {cls}(nn.Cell):
    def __init__(self):
        super().__init__()
        {init}

    def construct(self, {arguments}):
        {body}
'''


def networks(cases, folder):
    path = os.path.join(folder, "networks.py")
    with open(path, "w") as file:
        file.write("import mindspore as ms\nfrom mindspore import mint, nn, ops, Tensor\n")
        for index, one in enumerate(cases):
            file.write(TEMPLATE.format(
                cls=f"Case{index}", init=one.init or "pass", body=one.body,
                arguments=", ".join("xyz"[: len(one.inputs)])))
    spec = importlib.util.spec_from_file_location("networks", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["networks"] = module
    spec.loader.exec_module(module)
    return module


def leaves(value):
    if isinstance(value, (tuple, list)):
        return [leaf for item in value for leaf in leaves(item)]
    return [value.asnumpy() if isinstance(value, Tensor) else np.array(value)]


def export(one, index, module, folder):
    ms.set_seed(1)
    cell = getattr(module, f"Case{index}")()
    cell.set_train(False)

    def fill():
        for parameter in cell.get_parameters():
            values = np.random.default_rng(3).standard_normal(parameter.shape) * 0.3
            if "variance" in parameter.name:
                values = np.abs(values) + 0.5
            parameter.set_data(Tensor(values.astype(np.float32)))

    fill()
    tensors = [Tensor(array) for array in one.inputs]
    try:
        expected = leaves(cell(*tensors))
    except RuntimeError:
        # What no processor at hand computes is converted and run alone.
        expected = None
    fill()  # Some networks write to their parameters.
    exported = list(tensors)
    for position, axes in one.open_axes.items():
        array = one.inputs[position]
        exported[position] = Tensor(
            shape=[None if axis in axes else size for axis, size in enumerate(array.shape)],
            dtype=tensors[position].dtype)
    path = os.path.join(folder, one.name.replace("/", "_"))
    ms.export(cell, *exported, file_name=path, file_format="MINDIR")
    return f"{path}.mindir", expected


def check(one, path, expected, recast):
    target = path[:-6] + "onnx"
    done = subprocess.run([recast, "convert", path, "-o", target], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().split(".mindir: ")[-1][:300])
    session = onnxruntime.InferenceSession(target, providers=["CPUExecutionProvider"])
    names = [value.name for value in session.get_inputs()]
    # Inputs that nothing takes are not exported.
    given = {name: one.inputs["xyz".index(name)] for name in names}
    found = session.run(None, given)
    if expected is None:
        return None
    if len(found) != len(expected):
        raise RuntimeError(f"{len(found)} outputs, MindSpore has {len(expected)}")
    worst = 0.0
    for left, right in zip(found, expected):
        if left.shape != right.shape or left.dtype != right.dtype:
            raise RuntimeError(f"{left.dtype}{left.shape}, MindSpore has {right.dtype}{right.shape}")
        np.testing.assert_allclose(
            left.astype(np.float64), right.astype(np.float64), rtol=1e-3, atol=1e-4)
        if left.size:
            difference = np.abs(left.astype(np.float64) - right.astype(np.float64))
            worst = max(worst, float(np.nan_to_num(difference).max()))
    return worst


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default="recast")
    parser.add_argument("--folder")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    folder = options.folder or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    cases = [one for one in CASES
             if not options.names or any(one.name.startswith(name) for name in options.names)]
    module = networks(cases, folder)
    ms.set_context(mode=ms.GRAPH_MODE)
    failures, skipped, passed, alone = [], [], 0, 0
    for index, one in enumerate(cases):
        try:
            path, expected = export(one, index, module, folder)
        except Exception as error:
            # What MindSpore itself cannot export here says nothing about a conversion.
            skipped.append(one.name)
            print(f"skip {one.name}: {type(error).__name__} {' '.join(str(error).split())[:120]}",
                  flush=True)
            continue
        try:
            worst = check(one, path, expected, options.recast)
            passed += worst is not None
            alone += worst is None
            if worst is None:
                print(f"ran  {one.name}", flush=True)
            elif worst > 1e-5:
                print(f"ok   {one.name} {worst:.1e}", flush=True)
        except Exception as error:
            failures.append(one.name)
            print(f"FAIL {one.name}: {' '.join(str(error).split())[:300]}", flush=True)
    print(f"{passed} agree, {alone} ran without MindSpore's results, {len(failures)} fail, "
          f"{len(skipped)} not exported by MindSpore")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
