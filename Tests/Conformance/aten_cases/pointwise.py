"""Operators that work number by number."""
from __future__ import annotations

import torch

from .case import Given, b, bools, calls, doubles, halves, ints, positive, within

F = torch.nn.functional
X = [(b, 3)]
XY = [(b, 3), (b, 3)]
ROW = [(b, 3), (3,)]
P = [positive(b, 3)]
U = [within(-0.9, 0.9, b, 3)]
I = [ints(-5, 6, b, 3)]
II = [ints(-5, 6, b, 3), ints(1, 5, b, 3)]
BB = [bools(b, 3), bools(b, 3)]

UNARY = [
    ("abs", X), ("acos", U), ("acosh", [within(1.1, 3, b, 3)]), ("asin", U), ("asinh", X), ("atan", X),
    ("atanh", U), ("ceil", X), ("cos", X), ("cosh", X), ("deg2rad", X), ("digamma", P), ("erf", X),
    ("erfc", X), ("erfinv", U), ("exp", X), ("exp2", X), ("expm1", X), ("fix", X), ("floor", X),
    ("frac", X), ("isfinite", X), ("isinf", X), ("isnan", X), ("isneginf", X), ("isposinf", X),
    ("lgamma", P), ("log", P), ("log10", P), ("log1p", P), ("log2", P), ("logit", [within(0.1, 0.9, b, 3)]),
    ("neg", X), ("positive", X), ("rad2deg", X), ("reciprocal", P), ("relu", X), ("round", X),
    ("rsqrt", P), ("sgn", X), ("sigmoid", X), ("sign", X), ("signbit", X), ("sin", X), ("sinc", X),
    ("sinh", X), ("sqrt", P), ("square", X), ("tan", U), ("tanh", X), ("trunc", X)]
IN_PLACE = [
    "abs_", "neg_", "exp_", "relu_", "sigmoid_", "tanh_", "sqrt_", "rsqrt_", "floor_", "ceil_", "round_",
    "reciprocal_", "square_", "sin_", "cos_", "log_", "erf_", "zero_"]
ACTIVATIONS = [
    "celu", "elu", "gelu", "hardshrink", "hardsigmoid", "hardswish", "hardtanh", "leaky_relu",
    "logsigmoid", "mish", "relu6", "rrelu", "selu", "silu", "softplus", "softshrink", "softsign",
    "tanhshrink", "threshold"]
ACTIVATIONS_IN_PLACE = [
    "celu", "elu", "hardsigmoid", "hardswish", "hardtanh", "leaky_relu", "mish", "relu6", "selu", "silu"]
COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge"]


def unary(name: str):
    return lambda x: getattr(torch, name)(x)


def in_place(name: str):
    return lambda x: getattr(x.clone(), name)()


def activation(name: str, **settings):
    if name == "threshold":
        settings = {"threshold": 0.2, "value": -1.0}
    return lambda x: getattr(F, name)(x, **settings)


def activation_in_place(name: str):
    return lambda x: getattr(F, name)(x + 1, inplace=True)


def binary(name: str):
    return lambda x, y: getattr(torch, name)(x, y)


def scalar(name: str, value):
    return lambda x: getattr(torch, name)(x, value)


CASES = calls([
    (name, unary(name), inputs) for name, inputs in UNARY
] + [
    (f"inplace_{name}", in_place(name), P) for name in IN_PLACE
] + [
    (name, activation(name), X) for name in ACTIVATIONS
] + [
    (f"inplace_{name}", activation_in_place(name), X) for name in ACTIVATIONS_IN_PLACE
] + [
    (f"{name}_tensor", binary(name), XY) for name in COMPARISONS
] + [
    (f"{name}_scalar", scalar(name, 0.5), X) for name in COMPARISONS
] + [
    (f"{name}_ints", binary(name), II) for name in COMPARISONS
] + [
    (f"{name}_ints_scalar", scalar(name, 2), I) for name in COMPARISONS
] + [
    (f"{name}_ints_with_fraction", scalar(name, 1.5), I) for name in COMPARISONS
] + [
    (f"{name}_ints", unary(name), I) for name in (
        "abs", "neg", "sign", "relu", "square", "sgn", "ceil", "round", "trunc", "exp", "sqrt", "sin",
        "sigmoid", "tanh", "log1p", "reciprocal", "isnan", "isfinite", "bitwise_not", "logical_not")
] + [
    (f"{name}_doubles", unary(name), [doubles(b, 3)]) for name in (
        "abs", "exp", "sin", "sigmoid", "tanh", "erf", "relu", "floor")
] + [
    (f"{name}_halves", unary(name), [halves(b, 3)], {"tolerance": (1e-2, 2e-3)}) for name in (
        "abs", "exp", "sigmoid", "tanh", "relu", "sqrt", "erf")
] + [
    ("isnan_found", torch.isnan, [Given([1.0, float("nan"), float("inf")])]),
    ("isinf_found", torch.isinf, [Given([1.0, float("nan"), -float("inf")])]),
    ("isfinite_found", torch.isfinite, [Given([1.0, float("nan"), -float("inf")])]),
    ("isposinf_found", torch.isposinf, [Given([1.0, float("inf"), -float("inf")])]),
    ("nan_to_num", lambda x: torch.nan_to_num(x, 5.0, 6.0, 7.0),
     [Given([1.0, float("nan"), -float("inf"), float("inf")])]),
    ("nan_to_num_defaults", lambda x: torch.nan_to_num(x),
     [Given([1.0, float("nan"), -float("inf"), float("inf")])]),
    ("round_halves", torch.round, [Given([0.5, 1.5, 2.5, -0.5, -1.5])]),
    ("round_decimals", lambda x: torch.round(x, decimals=2), X),
    ("sign_zero", torch.sign, [Given([0.0, -0.0, 3.0, -2.0])]),
    ("logit_eps", lambda x: torch.logit(x, eps=0.2), [within(0.01, 0.99, b, 3)]),
    # Arithmetic: overloads, types, alpha, broadcasting.
    ("add_tensor", torch.add, XY),
    ("add_row", torch.add, ROW),
    ("add_alpha", lambda x, y: torch.add(x, y, alpha=2), XY),
    ("add_scalar", lambda x: x + 2, X), ("add_scalar_alpha", lambda x: torch.add(x, 2, alpha=3), X),
    ("radd", lambda x: 2 - x, X),
    ("rsub", lambda x: torch.rsub(x, 1.5), X),
    ("rsub_alpha", lambda x, y: torch.rsub(x, y, alpha=2), XY),
    ("sub_tensor", torch.sub, XY),
    ("sub_alpha", lambda x, y: torch.sub(x, y, alpha=0.5), XY),
    ("sub_scalar", lambda x: x - 2, X),
    ("mul_tensor", torch.mul, XY), ("mul_scalar", lambda x: x * 3, X), ("mul_row", torch.mul, ROW),
    ("div_tensor", torch.div, [(b, 3), positive(b, 3)]),
    ("div_scalar", lambda x: x / 3, X),
    ("rdiv", lambda x: 1 / x, P),
    ("div_floor", lambda x, y: torch.div(x, y, rounding_mode="floor"), [(b, 3), positive(b, 3)]),
    ("div_trunc", lambda x, y: torch.div(x, y, rounding_mode="trunc"), [(b, 3), positive(b, 3)]),
    ("div_scalar_floor", lambda x: torch.div(x, 0.7, rounding_mode="floor"), X),
    ("div_scalar_trunc", lambda x: torch.div(x, 0.7, rounding_mode="trunc"), X),
    ("div_ints", torch.div, II),
    ("div_ints_floor", lambda x, y: x // y, II),
    ("div_ints_trunc", lambda x, y: torch.div(x, y, rounding_mode="trunc"), II),
    ("div_ints_scalar", lambda x: x / 2, I),
    ("floor_divide_scalar", lambda x: x // 2, I),
    ("floor_divide_negative", lambda x: x // -3, I),
    ("floor_divide_floats", lambda x, y: torch.floor_divide(x, y), [(b, 3), positive(b, 3)]),
    ("true_divide", torch.true_divide, II),
    ("fmod_tensor", torch.fmod, [(b, 3), positive(b, 3)]),
    ("fmod_scalar", lambda x: torch.fmod(x, 0.7), X),
    ("fmod_ints", torch.fmod, II),
    ("fmod_ints_scalar", lambda x: torch.fmod(x, 3), I),
    ("remainder_tensor", torch.remainder, [(b, 3), positive(b, 3)]),
    ("remainder_scalar", lambda x: x % 0.7, X),
    ("remainder_negative", lambda x: x % -0.7, X),
    ("remainder_ints", torch.remainder, II),
    ("remainder_ints_scalar", lambda x: x % 3, I),
    ("remainder_ints_negative", lambda x: x % -3, I),
    ("remainder_scalar_tensor", lambda x: torch.remainder(7, x), [ints(1, 5, b, 3)]),
    ("add_ints", torch.add, II),
    ("mul_ints", torch.mul, II),
    ("sub_ints", torch.sub, II),
    ("add_ints_fraction", lambda x: x + 0.5, I),
    ("mul_ints_fraction", lambda x: x * 0.5, I),
    ("add_mixed", torch.add, [ints(-5, 6, b, 3), (b, 3)]),
    ("mul_mixed", torch.mul, [(b, 3), ints(-5, 6, b, 3)]),
    ("mul_bools", lambda x, y: x * y, [(b, 3), bools(b, 3)]),
    ("add_bools", lambda x, y: x + y, BB),
    ("add_bool_int", lambda x: x + 1, [bools(b, 3)]),
    ("mul_bools_bools", lambda x, y: x * y, BB),
    ("add_int32", torch.add, [ints(0, 5, b, 3, type=torch.int32), ints(0, 5, b, 3)]),
    ("add_int32_scalar", lambda x: x + 1, [ints(0, 5, b, 3, type=torch.int32)]),
    ("add_uint8", lambda x: x + 1, [ints(0, 50, b, 3, type=torch.uint8)]),
    ("add_int8", lambda x, y: x * y,
     [ints(-5, 5, b, 3, type=torch.int8), ints(-5, 5, b, 3, type=torch.int8)]),
    ("add_double", torch.add, [doubles(b, 3), (b, 3)]),
    ("add_half_scalar", lambda x: x + 1.5, [halves(b, 3)], {"tolerance": (1e-2, 2e-3)}),
    ("add_zero_dimensions", lambda x, y: x + y, [(b, 3), Given(2.0, torch.float64)]),
    ("add_int_zero_dimensions", lambda x, y: x + y, [ints(0, 5, b, 3, type=torch.int32), Given(2)]),
    ("inplace_add_", lambda x, y: x.clone().add_(y), XY),
    ("inplace_sub_", lambda x, y: x.clone().sub_(y, alpha=2), XY),
    ("inplace_mul_", lambda x, y: x.clone().mul_(y), ROW),
    ("inplace_div_", lambda x: x.clone().div_(2), X),
    ("inplace_add_scalar", lambda x: x.clone().add_(2), X),
    ("inplace_fill_", lambda x: x.clone().fill_(3), X),
    ("inplace_clamp_", lambda x: x.clone().clamp_(-0.5, 0.5), X),
    ("inplace_clamp_min_", lambda x: x.clone().clamp_min_(0.1), X),
    ("inplace_pow_", lambda x: x.clone().pow_(2), X),
    ("inplace_masked_fill_", lambda x, m: x.clone().masked_fill_(m, 2.0), [(b, 3), bools(b, 3)]),
    ("inplace_copy_", lambda x, y: x.clone().copy_(y), ROW),
    ("inplace_lerp_", lambda x, y: x.clone().lerp_(y, 0.3), XY),
    ("inplace_addcmul_", lambda x, y: x.clone().addcmul_(x, y, value=0.5), XY),
    ("inplace_floor_divide_", lambda x: x.clone().floor_divide_(2), I),
    ("inplace_remainder_", lambda x: x.clone().remainder_(3), I),
    ("inplace_logical_and_", lambda x, y: x.clone().logical_and_(y), BB),
    ("inplace_ior", lambda x, y: x.clone().__ior__(y), BB),
    ("pow_tensor_scalar", lambda x: x ** 3, X),
    ("pow_two", lambda x: x.pow(2), X),
    ("pow_half", lambda x: x ** 0.5, P),
    ("pow_minus_half", lambda x: x ** -0.5, P),
    ("pow_minus_one", lambda x: x ** -1, P),
    ("pow_zero", lambda x: x ** 0, X),
    ("pow_fraction", lambda x: x ** 1.7, P),
    ("pow_tensor", torch.pow, [positive(b, 3), (b, 3)]),
    ("pow_scalar_base", lambda x: 2 ** x, X),
    ("pow_scalar_base_fraction", lambda x: torch.pow(1.5, x), X),
    ("pow_ints", lambda x: x ** 2, I),
    ("pow_ints_tensor", torch.pow, [ints(-3, 4, b, 3), ints(0, 4, b, 3)]),
    ("pow_ints_fraction", lambda x: x ** 0.5, [ints(0, 6, b, 3)]),
    ("float_power", lambda x: torch.float_power(x, 2), X),
    ("pow_mixed", torch.pow, [positive(b, 3), ints(0, 4, b, 3)]),
    ("atan2", torch.atan2, XY),
    ("hypot", torch.hypot, XY),
    ("copysign", torch.copysign, XY),
    ("maximum", torch.maximum, XY),
    ("minimum", torch.minimum, XY),
    ("fmax", torch.fmax, XY),
    ("fmin", torch.fmin, XY),
    ("max_other", torch.max, XY),
    ("min_other", torch.min, ROW),
    ("maximum_ints", torch.maximum, II),
    ("heaviside", torch.heaviside, XY),
    ("xlogy", torch.xlogy, [positive(b, 3), positive(b, 3)]),
    ("logaddexp", torch.logaddexp, XY),
    ("logaddexp2", torch.logaddexp2, XY),
    ("lerp_scalar", lambda x, y: torch.lerp(x, y, 0.3), XY),
    ("lerp_tensor", torch.lerp, [(b, 3), (b, 3), (b, 3)]),
    ("addcmul", lambda x, y: torch.addcmul(x, y, y, value=0.5), XY),
    ("addcdiv", lambda x, y: torch.addcdiv(x, y, y.abs() + 1, value=2), XY),
    ("ldexp", lambda x: torch.ldexp(x, torch.tensor([1, 2, 3])), X),
    ("nextafter_free_frexp_mantissa", lambda x: x.abs().log2().floor(), X),
    ("dist_free_abs_diff", lambda x, y: (x - y).abs(), XY),
    ("clamp", lambda x: torch.clamp(x, -1, 1), X),
    ("clamp_min", lambda x: torch.clamp(x, min=0.1), X),
    ("clamp_max", lambda x: torch.clamp(x, max=0.1), X),
    ("clamp_tensors", lambda x, y: torch.clamp(x, y - 1, y + 0.5), XY),
    ("clamp_min_operator", lambda x: torch.clamp_min(x, 0.2), X),
    ("clamp_max_operator", lambda x: torch.clamp_max(x, 0.2), X),
    ("clamp_min_tensor", lambda x, y: torch.clamp(x, min=y), XY),
    ("clamp_ints", lambda x: x.clamp(-2, 3), I),
    ("clamp_ints_fraction", lambda x: x.clamp(-1.5, 2.5), I),
    ("clamp_upside_down", lambda x: torch.clamp(x, 1, -1), X),
    ("clip", lambda x: torch.clip(x, -0.3, 0.3), X),
    ("where", torch.where, [bools(b, 3), (b, 3), (b, 3)]),
    ("where_broadcast", torch.where, [bools(b, 1), (b, 3), (3,)]),
    ("where_scalar", lambda m, x: torch.where(m, x, 0.5), [bools(b, 3), (b, 3)]),
    ("where_scalar_self", lambda m, x: torch.where(m, 0.5, x), [bools(b, 3), (b, 3)]),
    ("where_scalars", lambda m: torch.where(m, 1.0, 0.0), [bools(b, 3)]),
    ("where_ints", lambda m, x: torch.where(m, x, 0), [bools(b, 3), ints(0, 5, b, 3)]),
    ("where_mixed", torch.where, [bools(b, 3), ints(0, 5, b, 3), (b, 3)]),
    ("masked_fill_scalar", lambda x, m: x.masked_fill(m, -1e9), [(b, 3), bools(b, 3)]),
    ("masked_fill_infinity", lambda x, m: x.masked_fill(m, float("-inf")), [(b, 3), bools(3)]),
    ("masked_fill_tensor", lambda x, m: x.masked_fill(m, torch.tensor(2.0)), [(b, 3), bools(b, 3)]),
    ("masked_fill_ints", lambda x, m: x.masked_fill(m, 7), [ints(0, 5, b, 3), bools(b, 1)]),
    ("logical_and", torch.logical_and, BB),
    ("logical_or", torch.logical_or, BB),
    ("logical_xor", torch.logical_xor, BB),
    ("logical_not", torch.logical_not, [bools(b, 3)]),
    ("logical_and_floats", torch.logical_and, [(b, 3), ints(0, 2, b, 3)]),
    ("logical_not_floats", torch.logical_not, X),
    ("bitwise_and", torch.bitwise_and, II),
    ("bitwise_or", torch.bitwise_or, II),
    ("bitwise_xor", torch.bitwise_xor, II),
    ("bitwise_and_bools", lambda x, y: x & y, BB),
    ("bitwise_or_bools", lambda x, y: x | y, BB),
    ("bitwise_xor_bools", lambda x, y: x ^ y, BB),
    ("bitwise_not_bools", lambda x: ~x, [bools(b, 3)]),
    ("bitwise_and_scalar", lambda x: x & 3, I),
    ("bitwise_or_scalar", lambda x: x | 4, I),
    ("bitwise_xor_scalar", lambda x: x ^ 1, I),
    ("shift_left", lambda x, y: x << y, [ints(0, 6, b, 3), ints(0, 4, b, 3)]),
    ("shift_right", lambda x, y: x >> y, [ints(-60, 60, b, 3), ints(0, 4, b, 3)]),
    ("shift_left_scalar", lambda x: x << 2, I),
    ("shift_right_scalar", lambda x: x >> 1, I),
    ("isclose", torch.isclose, XY),
    ("eq_bools", torch.eq, BB),
    ("ne_bools_scalar", lambda x: x != 0, [bools(b, 3)]),
    ("isin", lambda x: torch.isin(x, torch.tensor([1, 3])), I),
    ("gt_mixed", torch.gt, [ints(-2, 3, b, 3), (b, 3)]),
    # Types.
    ("to_int", lambda x: x.to(torch.int64), [within(-5, 5, b, 3)]),
    ("to_int32", lambda x: x.int(), [within(-5, 5, b, 3)]),
    ("to_float", lambda x: x.float(), I),
    ("to_double", lambda x: x.double(), X),
    ("to_half", lambda x: x.half(), X),
    ("to_bool", lambda x: x.bool(), I),
    ("to_bool_floats", lambda x: x.bool(), X),
    ("to_uint8", lambda x: x.to(torch.uint8), [within(0, 200, b, 3)]),
    ("to_bfloat16_and_back", lambda x: x.bfloat16().float(), X),
    ("bool_to_float", lambda x: x.float(), [bools(b, 3)]),
    ("type_as", lambda x, y: x.type_as(y), [(b, 3), ints(0, 3, b, 3)]),
    ("to_other", lambda x, y: x.to(y), [ints(0, 5, b, 3), (b, 3)]),
    ("to_same", lambda x: x.to(torch.float32), X),
    ("to_copy", lambda x: x.to(torch.float32, copy=True), X),
    ("to_device", lambda x: x.to("cpu"), X),
    # Activations with settings.
    ("gelu_tanh", lambda x: F.gelu(x, approximate="tanh"), X),
    ("elu_alpha", lambda x: F.elu(x, 0.5), X),
    ("celu_alpha", lambda x: F.celu(x, 0.7), X),
    ("leaky_relu_slope", lambda x: F.leaky_relu(x, 0.2), X),
    ("softplus_settings", lambda x: F.softplus(x, beta=2, threshold=1), X),
    ("hardtanh_settings", lambda x: F.hardtanh(x, -0.3, 0.7), X),
    ("hardshrink_settings", lambda x: F.hardshrink(x, 0.3), X),
    ("softshrink_settings", lambda x: F.softshrink(x, 0.3), X),
    ("prelu_one", lambda x: F.prelu(x, torch.tensor([0.2])), [(b, 3, 4)]),
    ("prelu_channels", lambda x, w: F.prelu(x, w), [(b, 3, 4), positive(3)]),
    ("glu", lambda x: F.glu(x), [(b, 6)]),
    ("glu_axis", lambda x: F.glu(x, dim=1), [(b, 4, 3)]),
    ("swiglu", lambda x: F.silu(x[..., :3]) * x[..., 3:], [(b, 6)]),
    ("quick_gelu", lambda x: x * torch.sigmoid(1.702 * x), X),
    ("gelu_new", lambda x: 0.5 * x * (1.0 + torch.tanh(0.7978845608 * (x + 0.044715 * torch.pow(x, 3.0)))),
     X),
    ("gelu_by_erf", lambda x: x * 0.5 * (1.0 + torch.erf(x / 1.41421)), X),
    ("relu_then_square", lambda x: torch.square(F.relu(x)), X),
    ("sigmoid_times", lambda x: x * torch.sigmoid(x), X),
    ("hardswish_by_parts", lambda x: x * F.relu6(x + 3) / 6, X),
    ("hardsigmoid_by_parts", lambda x: F.relu6(x + 3) / 6, X),
    ("dropout_evaluated", lambda x: F.dropout(x, 0.5, training=False), X),
    ("alpha_dropout_evaluated", lambda x: F.alpha_dropout(x, 0.5, training=False), X),
    ("feature_dropout_evaluated", lambda x: F.dropout2d(x, 0.5, training=False), [(b, 3, 2, 2)]),
    ("softmax", lambda x: x.softmax(-1), X),
    ("softmax_axis", lambda x: torch.softmax(x, 1), [(b, 3, 4)]),
    ("softmax_negative_axis", lambda x: F.softmax(x, dim=-2), [(b, 3, 4)]),
    ("softmax_type", lambda x: F.softmax(x, dim=-1, dtype=torch.float64), X),
    ("softmax_half_to_float", lambda x: F.softmax(x, dim=-1, dtype=torch.float32), [halves(b, 3)]),
    ("log_softmax", lambda x: x.log_softmax(-1), X),
    ("log_softmax_axis", lambda x: x.log_softmax(1), [(b, 3, 4)]),
    ("softmin", lambda x: F.softmin(x, dim=1), X),
    ("softmax2d", torch.nn.Softmax2d(), [(b, 3, 2, 2)]),
    ("softmax_zero_dimensions", lambda x: x.sum().softmax(0), X),
    ("special_expit", torch.special.expit, X),
    ("special_xlog1py", lambda x: torch.special.xlog1py(x, x), P),
    ("special_entr", torch.special.entr, P),
    ("special_erfcx", torch.special.erfcx, P),
    ("special_log_ndtr", torch.special.log_ndtr, X),
    ("special_ndtr", torch.special.ndtr, X),
    ("special_i0", torch.i0, X),
    ("polygamma", lambda x: torch.polygamma(1, x), P),
    ("polygamma_third", lambda x: torch.polygamma(3, x), P),
    ("mvlgamma", lambda x: torch.mvlgamma(x + 1, 2), P),
    ("special_zeta", lambda x: torch.special.zeta(x + 1.5, x), P),
    ("special_i0e", torch.special.i0e, X),
    ("conj_real", lambda x: torch.real(torch.conj(x)), X),
    ("angle", torch.angle, X),
    ("gcd", torch.gcd, [ints(1, 20, b, 3), ints(1, 20, b, 3)]),
    ("gcd_broadcast", torch.gcd, [ints(-20, 20, b, 3), ints(-9, 9, 3)]),
    ("lcm", torch.lcm, [ints(-20, 20, b, 3), ints(-9, 9, b, 3)]),
    ("view_bools", lambda x: (x > 0).view(torch.uint8), X),
    ("view_bytes", lambda x: x.view(torch.int8), [ints(0, 255, b, 3, type=torch.uint8)]),
    ("clone_add", lambda x: x.clone() + x.contiguous() + x.detach(), X),
    ("alias", lambda x: torch.ops.aten.alias(x) + 1, X),
    ("lift_fresh", lambda x: x + torch.tensor([1.0, 2.0, 3.0]), X),
])
