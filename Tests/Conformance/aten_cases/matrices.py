"""Operators on matrices, attention, and Fourier transforms."""
from __future__ import annotations

import torch

from .case import Given, b, bools, calls, doubles, halves, ints, layers, within

F = torch.nn.functional
nn = torch.nn
HEADS = [(b, 2, 5, 4), (b, 2, 5, 4), (b, 2, 5, 4)]


def attention(**settings):
    return lambda q, k, v: F.scaled_dot_product_attention(q, k, v, **settings)


def sampled(kind: str, padding: str, corners: bool):
    return lambda x, grid: F.grid_sample(x, grid, kind, padding, corners)


def masked_attention(q, k, v):
    later = torch.ones(5, 5, dtype=torch.bool).triu(1)
    return (q @ k.mT / 2).masked_fill(later, float("-inf")).softmax(-1) @ v


def solid(x: torch.Tensor) -> torch.Tensor:
    """Symmetric matrices that have an inverse."""
    return x @ x.mT + 3 * torch.eye(x.shape[-1])


CASES = calls([
    ("mm", torch.mm, [(b, 3), (3, 4)]),
    ("mm_ints", torch.mm, [ints(-3, 4, b, 3), ints(-3, 4, 3, 4)]),
    ("mm_doubles", torch.mm, [doubles(b, 3), doubles(3, 4)]),
    ("mm_halves", torch.mm, [halves(b, 3), halves(3, 4)], {"tolerance": (1e-2, 5e-3)}),
    ("bmm", torch.bmm, [(b, 3, 4), (b, 4, 2)]),
    ("matmul", torch.matmul, [(b, 3, 4), (4, 2)]),
    ("matmul_broadcast", torch.matmul, [(b, 1, 3, 4), (2, 4, 2)]),
    ("matmul_vector", torch.matmul, [(b, 3, 4), (4,)]),
    ("matmul_vector_first", torch.matmul, [(4,), (b, 4, 3)]),
    ("matmul_vectors", torch.matmul, [(4,), (4,)]),
    ("matmul_transposed", lambda x, y: x @ y.transpose(-1, -2), [(b, 3, 4), (b, 5, 4)]),
    ("matmul_scaled", lambda x, y: x @ y.mT / 2.0, [(b, 2, 3, 4), (b, 2, 3, 4)]),
    ("mv", torch.mv, [(b, 3), (3,)]),
    ("dot", torch.dot, [(4,), (4,)]),
    ("vdot", torch.vdot, [(4,), (4,)]),
    ("outer", torch.outer, [(b,), (4,)]),
    ("inner", torch.inner, [(b, 3), (4, 3)]),
    ("ger", torch.ger, [(b,), (3,)]),
    ("kron", torch.kron, [(2, 2), (2, 3)]),
    ("chain_matmul", lambda x, y, z: torch.linalg.multi_dot([x, y, z]), [(2, 3), (3, 4), (4, 2)]),
    ("addmm", torch.addmm, [(4,), (b, 3), (3, 4)]),
    ("addmm_scaled", lambda x, y, z: torch.addmm(x, y, z, beta=0.5, alpha=2), [(b, 4), (b, 3), (3, 4)]),
    ("addmm_beta_zero", lambda x, y, z: torch.addmm(x, y, z, beta=0), [(4,), (b, 3), (3, 4)]),
    ("addmm_transposed", lambda x, y, z: torch.addmm(x, y, z.t()), [(4,), (b, 3), (4, 3)]),
    ("addbmm", torch.addbmm, [(3, 2), (b, 3, 4), (b, 4, 2)]),
    ("baddbmm", torch.baddbmm, [(b, 3, 2), (b, 3, 4), (b, 4, 2)]),
    ("baddbmm_scaled", lambda x, y, z: torch.baddbmm(x, y, z, beta=0, alpha=0.5),
     [(b, 3, 2), (b, 3, 4), (b, 4, 2)]),
    ("addmv", torch.addmv, [(b,), (b, 3), (3,)]),
    ("addr", torch.addr, [(b, 3), (b,), (3,)]),
    ("linear", F.linear, [(b, 3), (4, 3), (4,)]),
    ("linear_without_bias", F.linear, [(b, 3), (4, 3)]),
    ("linear_three_axes", F.linear, [(b, 5, 3), (4, 3), (4,)]),
    ("linear_vector", F.linear, [(3,), (4, 3), (4,)]),
    ("bilinear", F.bilinear, [(b, 3), (b, 4), (5, 3, 4), (5,)]),
    ("einsum_matmul", lambda x, y: torch.einsum("ij,jk->ik", x, y), [(b, 3), (3, 4)]),
    ("einsum_heads", lambda x, y: torch.einsum("bhqd,bhkd->bhqk", x, y), [(b, 2, 3, 4), (b, 2, 5, 4)]),
    ("einsum_sum", lambda x: torch.einsum("bij->b", x), [(b, 3, 4)]),
    ("einsum_diagonal", lambda x: torch.einsum("bii->bi", x), [(b, 3, 3)]),
    ("einsum_implicit", lambda x, y: torch.einsum("ij,j", x, y), [(b, 3), (3,)]),
    ("einsum_ellipsis", lambda x, y: torch.einsum("...ij,jk->...ik", x, y), [(b, 2, 3), (3, 4)]),
    ("einsum_outer", lambda x, y: torch.einsum("i,j->ij", x, y), [(b,), (3,)]),
    ("einsum_three", lambda x, y, z: torch.einsum("bi,ij,bj->b", x, y, z), [(b, 3), (3, 4), (b, 4)]),
    ("einsum_rows_out", lambda x, y: torch.einsum("bchw,bkc->bkhw", x, y), [(b, 3, 2, 4), (b, 5, 3)]),
    ("einsum_batch_in_middle", lambda x, y: torch.einsum("lbd,sbd->bls", x, y), [(5, b, 4), (6, b, 4)]),
    ("tensordot", lambda x, y: torch.tensordot(x, y, dims=1), [(b, 3, 4), (4, 5)]),
    ("tensordot_axes", lambda x, y: torch.tensordot(x, y, dims=([1], [0])), [(b, 3, 4), (3, 5)]),
    ("cross", lambda x, y: torch.cross(x, y, dim=-1), [(b, 3), (b, 3)]),
    ("linalg_cross", torch.linalg.cross, [(b, 3), (b, 3)]),
    ("attention", attention(), HEADS),
    ("attention_scaled", attention(scale=0.3), HEADS),
    ("attention_causal", attention(is_causal=True), HEADS),
    ("attention_mask", lambda q, k, v, m: F.scaled_dot_product_attention(q, k, v, m),
     [*HEADS, (b, 1, 5, 5)]),
    ("attention_bool_mask", lambda q, k, v,
     m: F.scaled_dot_product_attention(q, k, v, m | torch.eye(5, dtype=torch.bool)),
     [*HEADS, bools(b, 1, 5, 5)]),
    ("attention_mask_with_empty_rows", lambda q, k,
     v: F.scaled_dot_product_attention(q, k, v, torch.tensor([[True, False], [False, False]])),
     [(b, 2, 4), (b, 2, 4), (b, 2, 4)]),
    ("attention_three_axes", attention(), [(b, 5, 4), (b, 6, 4), (b, 6, 4)]),
    ("attention_cross", attention(), [(b, 2, 3, 4), (b, 2, 5, 4), (b, 2, 5, 6)]),
    ("attention_causal_cross", attention(is_causal=True), [(b, 2, 3, 4), (b, 2, 5, 4), (b, 2, 5, 4)]),
    ("attention_grouped", attention(enable_gqa=True), [(b, 4, 5, 4), (b, 2, 5, 4), (b, 2, 5, 4)]),
    ("attention_dropout_zero", attention(dropout_p=0.0), HEADS),
    ("attention_halves", attention(), [halves(b, 2, 5, 4)] * 3, {"tolerance": (2e-2, 5e-3)}),
    ("attention_by_parts", lambda q, k, v: (q @ k.transpose(-2, -1) / 2).softmax(-1) @ v, HEADS),
    ("attention_by_parts_masked", masked_attention, HEADS),
    ("inverse", lambda x: torch.inverse(solid(x)), [(b, 3, 3)]),
    ("linalg_inv", lambda x: torch.linalg.inv(solid(x)), [(3, 3)]),
    ("det", lambda x: torch.det(x), [(b, 3, 3)]),
    ("linalg_det", lambda x: torch.linalg.det(x), [(3, 3)]),
    ("slogdet", lambda x: torch.linalg.slogdet(solid(x))[1], [(b, 3, 3)]),
    ("cholesky", lambda x: torch.linalg.cholesky(solid(x)), [(3, 3)]),
    ("solve", lambda x, y: torch.linalg.solve(solid(x), y), [(3, 3), (3, 2)]),
    ("solve_triangular", lambda x,
     y: torch.linalg.solve_triangular(x.tril() + 3 * torch.eye(3), y, upper=False), [(3, 3), (3, 2)]),
    ("matrix_power", lambda x: torch.matrix_power(x, 3), [(b, 3, 3)]),
    ("matrix_exp", lambda x: torch.matrix_exp(x), [(3, 3)]),
    ("pinverse", lambda x: torch.linalg.pinv(x), [(4, 3)]),
    ("rfft", lambda x: torch.view_as_real(torch.fft.rfft(x)), [(b, 8)]),
    ("rfft_length", lambda x: torch.view_as_real(torch.fft.rfft(x, n=6)), [(b, 8)]),
    ("rfft_magnitudes", lambda x: torch.fft.rfft(x, norm="ortho").abs(), [(b, 8)]),
    ("irfft", lambda x: torch.fft.irfft(torch.fft.rfft(x)), [(b, 8)]),
    ("fft", lambda x: torch.view_as_real(torch.fft.fft(x)), [(b, 8)]),
    ("ifft", lambda x: torch.fft.ifft(torch.fft.fft(x)).real, [(b, 8)]),
    ("fft2_real", lambda x: torch.fft.fft2(x).real, [(b, 4, 6)]),
    ("rfft2", lambda x: torch.view_as_real(torch.fft.rfft2(x)), [(b, 4, 6)]),
    ("fftn_fnet", lambda x: torch.fft.fftn(x, dim=(1, 2)).real, [(b, 4, 6)]),
    ("fftshift", lambda x: torch.fft.fftshift(x), [(4, 6)]),
    ("stft",
     lambda x: torch.view_as_real(torch.stft(x, 8, 4, window=torch.hann_window(8), return_complex=True)),
     [(b, 32)]),
    ("stft_magnitudes",
     lambda x: torch.stft(x, 8, 4, center=False, return_complex=True, window=torch.ones(8)).abs(),
     [(b, 32)]),
    ("istft",
     lambda x: torch.istft(
         torch.stft(x, 8, 4, window=torch.hann_window(8), return_complex=True), 8, 4,
         window=torch.hann_window(8)),
     [(b, 32)]),
    ("complex_product", lambda x,
     y: torch.view_as_real(torch.view_as_complex(x) * torch.view_as_complex(y)), [(b, 3, 2), (b, 3, 2)]),
    ("complex_parts", lambda x, y: torch.complex(x, y).abs() + torch.complex(x, y).angle(),
     [(b, 3), (b, 3)]),
    ("polar", lambda x, y: torch.view_as_real(torch.polar(x.abs(), y)), [(b, 3), (b, 3)]),
    ("complex_conj", lambda x: torch.view_as_real(torch.view_as_complex(x).conj().resolve_conj()),
     [(b, 3, 2)]),
    ("affine_grid", lambda x: F.affine_grid(x, [2, 3, 4, 5], align_corners=False), [(2, 2, 3)]),
    ("affine_grid_corners", lambda x: F.affine_grid(x, [x.shape[0], 3, 4, 5], align_corners=True),
     [(b, 2, 3)]),
    *[(f"grid_sample_{kind}_{padding}_{corners}", sampled(kind, padding, bool(corners)),
       [(b, 2, 5, 6), within(-1.2, 1.2, b, 4, 3, 2)]) for kind, padding, corners in (
           ("bilinear", "zeros", 0), ("bilinear", "border", 1), ("nearest", "zeros", 0),
           ("bicubic", "zeros", 0), ("bilinear", "reflection", 0))],
    ("grid_sample_3d", lambda x, g: F.grid_sample(x, g, align_corners=False),
     [(b, 2, 3, 4, 5), within(-1, 1, b, 2, 3, 4, 3)]),
    ("int_matmul_float", lambda x, w: F.linear(x, w.float() * 0.1),
     [(b, 3), ints(-8, 8, 4, 3, type=torch.int8)]),
    ("cumulative_positions", lambda m: (m.cumsum(1) - 1).masked_fill(m == 0, 1), [ints(0, 2, b, 5)]),
    ("rotary", lambda x, t: torch.cat((-x[..., 2:], x[..., :2]), -1) * t.sin() + x * t.cos(),
     [(b, 2, 3, 4), (3, 4)]),
    ("outer_positions", lambda f: torch.outer(torch.arange(5, dtype=torch.float32), f).cos(), [(4,)]),
    ("mask_to_bias", lambda m: (1.0 - m[:, None, None].to(torch.float32)) * -10000.0, [ints(0, 2, b, 5)]),
    ("given_weights", lambda x: x @ torch.tensor([[1.0, 2.0], [3.0, 4.0]]), [(b, 2)]),
    ("bias_table", lambda t: t[Given([[0, 1], [1, 0]]).tensor(0)].permute(2, 0, 1)[None], [(3, 4)]),
]) + layers([
    ("linear_layer", lambda: nn.Linear(3, 4), [(b, 3)]),
    ("linear_layer_without_bias", lambda: nn.Linear(3, 4, bias=False), [(b, 5, 3)]),
    ("bilinear_layer", lambda: nn.Bilinear(3, 4, 5), [(b, 3), (b, 4)]),
    ("embedding_layer", lambda: nn.Embedding(7, 4), [ints(0, 7, b, 3)]),
    ("embedding_bag_layer", lambda: nn.EmbeddingBag(7, 4, mode="mean"), [ints(0, 7, b, 3)]),
    ("two_linear_layers", lambda: nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)), [(b, 3)]),
    ("linear_layer_doubles", lambda: nn.Linear(3, 4).double(), [doubles(b, 3)]),
    ("linear_layer_halves", lambda: nn.Linear(3, 4).half(), [halves(b, 3)], {"tolerance": (1e-2, 5e-3)}),
    ("lstm_layer", lambda: nn.LSTM(3, 4, batch_first=True), [(b, 5, 3)]),
    ("gru_layer", lambda: nn.GRU(3, 4, num_layers=2), [(5, b, 3)]),
    ("rnn_layer", lambda: nn.RNN(3, 4, bidirectional=True), [(5, b, 3)]),
    ("lstm_cell", lambda: nn.LSTMCell(3, 4), [(b, 3)]),
    ("gru_cell", lambda: nn.GRUCell(3, 4), [(b, 3)]),
    ("attention_layer", lambda: nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), [(b, 5, 8)]),
    ("weight_norm", lambda: nn.utils.parametrizations.weight_norm(nn.Linear(3, 4)), [(b, 3)]),
    ("old_weight_norm", lambda: nn.utils.weight_norm(nn.Conv1d(3, 4, 3)), [(b, 3, 7)]),
    ("spectral_norm", lambda: nn.utils.parametrizations.spectral_norm(nn.Linear(3, 4)), [(b, 3)]),
])
