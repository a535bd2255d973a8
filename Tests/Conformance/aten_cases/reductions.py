"""Operators that make one number of many: sums, extremes, variances, norms, and sorting."""
from __future__ import annotations

import torch

from .case import b, bools, calls, distinct, doubles, halves, ints, positive

F = torch.nn.functional
X = [(b, 3, 4)]
I = [ints(-5, 6, b, 3, 4)]
D = [distinct(b, 3, 4)]
B = [bools(b, 3, 4)]


def all_of(name: str):
    return lambda x: getattr(torch, name)(x)


def axis(name: str, at: int, **settings):
    return lambda x: getattr(torch, name)(x, at, **settings)


def named(name: str, **settings):
    return lambda x: getattr(torch, name)(x, **settings)


SUMS = ["sum", "mean", "prod", "var", "std", "logsumexp", "nansum"]

CASES = calls([
    (f"{name}_axis", axis(name, 1), X) for name in SUMS
] + [
    (f"{name}_last_kept", axis(name, -1, keepdim=True), X) for name in SUMS
] + [
    (f"{name}_rows", axis(name, 0), X) for name in SUMS
] + [
    (f"{name}_all", all_of(name), X) for name in SUMS if name != "logsumexp"
] + [
    (f"{name}_two_axes", named(name, dim=(0, 2)), X) for name in SUMS if name != "prod"
] + [
    (f"{name}_two_axes_kept", named(name, dim=(-2, -1), keepdim=True), X) for name in SUMS if name != "prod"
] + [
    (f"{name}_{label}", named(name, **settings), X)
    for name in ("amax", "amin") for label, settings in (
        ("all", {}), ("axis", {"dim": 1}), ("axes", {"dim": (1, 2)}), ("kept", {"dim": -1, "keepdim": True}))
] + [
    (f"{name}_{label}", call, D)
    for name in ("max", "min", "argmax", "argmin", "median") for label, call in (
        ("all", all_of(name)), ("axis", axis(name, 1)), ("kept", axis(name, -1, keepdim=True)),
        ("rows", axis(name, 0)))
] + [
    (f"{name}_{label}", call, B)
    for name in ("any", "all") for label, call in (
        ("all", all_of(name)), ("axis", axis(name, 1)), ("kept", axis(name, -1, keepdim=True)),
        ("axes", named(name, dim=(1, 2))))
] + [
    (f"{name}_floats", axis(name, 1), X) for name in ("any", "all", "count_nonzero")
] + [
    (f"{name}_ints", axis(name, 1), I) for name in (
        "sum", "prod", "amax", "amin", "any", "all", "cumsum", "cumprod", "count_nonzero")
] + [
    (f"{name}_ints_all", all_of(name), I) for name in ("sum", "prod", "max", "min", "amax")
] + [
    ("sum_bools", lambda x: x.sum(1), B), ("sum_bools_all", lambda x: x.sum(), B),
    ("sum_type", lambda x: x.sum(1, dtype=torch.float64), X),
    ("sum_int_type", lambda x: x.sum(1, dtype=torch.float32), I),
    ("sum_no_axes", lambda x: x.sum(()), X), ("sum_doubles", lambda x: x.sum(-1), [doubles(b, 3)]),
    ("mean_type", lambda x: x.mean(1, dtype=torch.float32), I),
    ("mean_bools", lambda x: x.float().mean(), B),
    ("mean_halves", lambda x: x.mean(-1), [halves(b, 8)], {"tolerance": (1e-2, 2e-3)}),
    ("prod_type", lambda x: x.prod(1, dtype=torch.float64), X),
    ("var_biased", lambda x: x.var(1, unbiased=False), X),
    ("var_correction", lambda x: x.var(1, correction=2), X),
    ("var_unbiased_all", lambda x: torch.var(x, unbiased=True), X),
    ("std_biased_kept", lambda x: x.std(-1, unbiased=False, keepdim=True), X),
    ("std_correction_zero", lambda x: x.std((1, 2), correction=0), X),
    ("var_mean", lambda x: torch.var_mean(x, 1), X),
    ("var_mean_correction", lambda x: torch.var_mean(x, (1, 2), correction=0, keepdim=True), X),
    ("std_mean", lambda x: torch.std_mean(x, -1), X),
    ("norm", lambda x: x.norm(), X),
    ("norm_axis", lambda x: x.norm(dim=-1), X),
    ("norm_one", lambda x: x.norm(p=1, dim=1, keepdim=True), X),
    ("norm_three", lambda x: x.norm(p=3, dim=1), X),
    ("norm_infinity", lambda x: x.norm(p=float("inf"), dim=1), X),
    ("norm_zero", lambda x: x.norm(p=0, dim=1), X),
    ("linalg_vector_norm", lambda x: torch.linalg.vector_norm(x, dim=-1), X),
    ("linalg_vector_norm_axes", lambda x: torch.linalg.vector_norm(x, ord=2, dim=(1, 2), keepdim=True), X),
    ("linalg_vector_norm_one", lambda x: torch.linalg.vector_norm(x, ord=1), X),
    ("linalg_vector_norm_minus_infinity", lambda x: torch.linalg.vector_norm(x, ord=float("-inf"), dim=1),
     X),
    ("linalg_norm", lambda x: torch.linalg.norm(x, dim=-1), X),
    ("linalg_matrix_norm", lambda x: torch.linalg.matrix_norm(x), X),
    ("frobenius_norm", lambda x: torch.norm(x, p="fro", dim=(1, 2)), X),
    ("normalize", lambda x: F.normalize(x), X),
    ("normalize_axis", lambda x: F.normalize(x, p=1, dim=-1), X),
    ("cosine_similarity", lambda x, y: F.cosine_similarity(x, y, dim=-1), X + X),
    ("pairwise_distance", lambda x, y: F.pairwise_distance(x, y), [(b, 4), (b, 4)]),
    ("cdist", lambda x, y: torch.cdist(x, y), [(b, 3, 4), (b, 5, 4)]),
    ("cdist_one", lambda x, y: torch.cdist(x, y, p=1.0), [(b, 3, 4), (b, 5, 4)]),
    ("pdist", lambda x: torch.pdist(x), [(4, 3)]),
    ("logsumexp_axes_kept", lambda x: torch.logsumexp(x, (1, 2), keepdim=True), X),
    ("logcumsumexp", lambda x: torch.logcumsumexp(x, 1), X),
    ("cumsum", lambda x: x.cumsum(1), X),
    ("cumsum_last", lambda x: x.cumsum(-1), X),
    ("cumsum_rows", lambda x: x.cumsum(0), X),
    ("cumsum_bools", lambda x: x.cumsum(1), B),
    ("cumsum_type", lambda x: x.cumsum(1, dtype=torch.int32), I),
    ("cumprod", lambda x: x.cumprod(1), X),
    ("cummax", lambda x: torch.cummax(x, 1), D),
    ("cummin", lambda x: torch.cummin(x, 1), D),
    ("diff", lambda x: torch.diff(x), X),
    ("diff_axis", lambda x: torch.diff(x, dim=1), X),
    ("trapz", lambda x: torch.trapz(x), X),
    ("max_axis_values", lambda x: x.max(-1).values, D),
    ("max_axis_indices", lambda x: x.max(-1)[1], D),
    ("aminmax", lambda x: torch.aminmax(x, dim=1), D),
    ("aminmax_all", lambda x: torch.aminmax(x), D),
    ("argmax_ints", lambda x: x.argmax(-1), [distinct(b, 5, type=torch.int64)]),
    ("mode", lambda x: torch.mode(x, -1).values, [ints(0, 2, b, 3)]),
    ("kthvalue", lambda x: torch.kthvalue(x, 2, dim=1), D),
    ("nanmedian", lambda x: torch.nanmedian(x, 1), D),
    ("quantile", lambda x: torch.quantile(x, 0.3, dim=1), D),
    ("quantile_several", lambda x: torch.quantile(x, torch.tensor([0.25, 0.75]), dim=1), D),
    ("nanmean", lambda x: torch.nanmean(x, 1), X),
    ("sort", lambda x: torch.sort(x, 1), D),
    ("sort_last_descending", lambda x: torch.sort(x, descending=True), D),
    ("sort_stable", lambda x: torch.sort(x, stable=True, dim=1), D),
    ("argsort", lambda x: torch.argsort(x, 1), D),
    ("argsort_descending", lambda x: x.argsort(-1, descending=True), D),
    ("msort", lambda x: torch.msort(x), [distinct(4, 3)]),
    ("topk", lambda x: torch.topk(x, 2), D),
    ("topk_least", lambda x: torch.topk(x, 2, dim=1, largest=False), D),
    ("topk_unsorted_sum", lambda x: torch.topk(x, 2, sorted=False)[0].sum(-1), D),
    ("sort_ints", lambda x: torch.sort(x, -1), [distinct(b, 5, type=torch.int64)]),
    ("searchsorted", lambda x: torch.searchsorted(torch.tensor([-1.0, 0.0, 1.0]), x), X),
    ("bucketize", lambda x: torch.bucketize(x, torch.tensor([-1.0, 0.0, 1.0])), X),
    ("bucketize_right", lambda x: torch.bucketize(x, torch.tensor([-1, 0, 1]), right=True), I),
    ("bincount", lambda x: torch.bincount(x, minlength=6), [ints(0, 5, 8)]),
    ("histc", lambda x: torch.histc(x, 4, -2, 2), [(10,)]),
    ("unique", lambda x: torch.unique(x), [ints(0, 4, 9)]),
    ("unique_inverse", lambda x: torch.unique(x, return_inverse=True, return_counts=True), [ints(0, 4, 9)]),
    ("unique_consecutive", lambda x: torch.unique_consecutive(x), [ints(0, 3, 9)]),
    ("mse_loss", lambda x, y: F.mse_loss(x, y), X + X),
    ("l1_loss", lambda x, y: F.l1_loss(x, y, reduction="none"), X + X),
    ("smooth_l1_loss", lambda x, y: F.smooth_l1_loss(x, y), X + X),
    ("huber_loss", lambda x, y: F.huber_loss(x, y, delta=0.5), X + X),
    ("cross_entropy", lambda x, y: F.cross_entropy(x, y), [(b, 5), ints(0, 5, b)]),
    ("cross_entropy_settings", lambda x, y: F.cross_entropy(x, y, ignore_index=1, label_smoothing=0.1),
     [(b, 5), ints(0, 5, b)]),
    ("nll_loss", lambda x, y: F.nll_loss(x, y, reduction="sum"), [(b, 5), ints(0, 5, b)]),
    ("nll_loss2d", lambda x, y: F.nll_loss(x, y), [(b, 5, 2, 2), ints(0, 5, b, 2, 2)]),
    ("binary_cross_entropy", lambda x, y: F.binary_cross_entropy(x.sigmoid(), y.sigmoid()), X + X),
    ("binary_cross_entropy_with_logits", lambda x,
     y: F.binary_cross_entropy_with_logits(x, y.sigmoid(), pos_weight=torch.tensor(2.0)), X + X),
    ("kl_div", lambda x, y: F.kl_div(x.log_softmax(-1), y.softmax(-1), reduction="batchmean"), X + X),
    ("soft_margin_loss", lambda x, y: F.soft_margin_loss(x, y.sign()), X + X),
    ("triplet_margin_loss", lambda x, y, z: F.triplet_margin_loss(x, y, z), [(b, 4), (b, 4), (b, 4)]),
    ("cosine_embedding_loss", lambda x, y: F.cosine_embedding_loss(x, y, torch.ones(x.shape[0])),
     [(b, 4), (b, 4)]),
    ("hinge_embedding_loss", lambda x, y: F.hinge_embedding_loss(x, y.sign()), X + X),
    ("poisson_nll_loss", lambda x, y: F.poisson_nll_loss(x, y.abs()), X + X),
    ("margin_ranking_loss", lambda x, y: F.margin_ranking_loss(x, y, torch.ones_like(x)), X + X),
    ("layer_norm_by_parts",
     lambda x: (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.var(-1, keepdim=True, unbiased=False) + 1e-5),
     X),
    ("rms_norm_by_parts", lambda x: x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6), X),
    ("softmax_by_parts", lambda x: x.exp() / x.exp().sum(-1, keepdim=True), X),
    ("geometric_mean", lambda x: x.log().mean(-1).exp(), [positive(b, 4)]),
])
