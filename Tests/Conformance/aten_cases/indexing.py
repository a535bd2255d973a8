"""Operators that read and write places which other tensors name."""
from __future__ import annotations

import torch

from .case import Given, b, bools, calls, distinct, ints

F = torch.nn.functional
X = [(b, 3, 4)]
ROWS = [(b, 3)]
INDEX = ints(0, 2, 3)
COLUMNS = ints(0, 3, 2)
SAME = ints(0, 3, b, 2)


def reduced(kind: str, includes: bool = True):
    return lambda x, index, source: x.scatter_reduce(1, index, source, kind, include_self=includes)


def index_reduced(kind: str):
    return lambda x, source: torch.index_reduce(x, 1, torch.tensor([0, 2, 0]), source, kind)


CASES = calls([
    ("embedding", lambda x, w: F.embedding(x, w), [ints(0, 7, b, 3), (7, 4)]),
    ("embedding_padding", lambda x, w: F.embedding(x, w, padding_idx=0), [ints(0, 7, b, 3), (7, 4)]),
    ("embedding_int32", lambda x, w: F.embedding(x, w), [ints(0, 7, b, 3, type=torch.int32), (7, 4)]),
    ("embedding_bag_mean", lambda x, w: F.embedding_bag(x, w), [ints(0, 7, b, 3), (7, 4)]),
    ("embedding_bag_sum", lambda x, w: F.embedding_bag(x, w, mode="sum"), [ints(0, 7, b, 3), (7, 4)]),
    ("embedding_bag_offsets", lambda x, w: F.embedding_bag(x, w, torch.tensor([0, 2]), mode="sum"),
     [ints(0, 7, 6), (7, 4)]),
    ("embedding_bag_max", lambda x, w: F.embedding_bag(x, w, mode="max"), [ints(0, 7, b, 3), (7, 4)]),
    ("index_select", lambda x, i: x.index_select(1, i), [(b, 3, 4), COLUMNS]),
    ("index_select_rows", lambda x, i: torch.index_select(x, 0, i), [(b, 3), INDEX]),
    ("index_select_last", lambda x: x.index_select(-1, torch.tensor([3, 0])), X),
    ("index_select_int32", lambda x, i: x.index_select(1, i), [(b, 3), ints(0, 3, 2, type=torch.int32)]),
    ("gather", lambda x, i: x.gather(1, i), [(b, 3), SAME]),
    ("gather_rows", lambda x, i: x.gather(0, i), [(b, 3), ints(0, 2, 1, 3)]),
    ("gather_last", lambda x, i: torch.gather(x, -1, i), [(b, 3, 4), ints(0, 4, b, 3, 2)]),
    ("gather_last_token", lambda x, n: x[torch.arange(x.shape[0]), n], [(b, 5, 4), ints(0, 5, b)]),
    ("take", lambda x, i: torch.take(x, i), [(3, 4), ints(0, 12, b, 2)]),
    ("take_along_dim", lambda x, i: torch.take_along_dim(x, i, 1), [(2, 3), ints(0, 3, 2, 2)]),
    ("index_rows", lambda x, i: x[i], [(b, 3), INDEX]),
    ("index_columns", lambda x, i: x[:, i], [(b, 3, 4), COLUMNS]),
    ("index_last", lambda x, i: x[..., i], [(b, 3, 4), ints(0, 4, 2)]),
    ("index_two", lambda x, i, j: x[i, j], [(b, 3), ints(0, 2, 4), ints(0, 3, 4)]),
    ("index_two_then_slice", lambda x, i, j: x[i, j], [(b, 3, 4), ints(0, 2, 5), ints(0, 3, 5)]),
    ("index_apart", lambda x, i, j: x[i, :, j], [(b, 3, 4), ints(0, 2, 5), ints(0, 4, 5)]),
    ("index_middle_two", lambda x, i, j: x[:, i, j], [(b, 3, 4), ints(0, 3, 5), ints(0, 4, 5)]),
    ("index_broadcast", lambda x, i, j: x[i[:, None], j[None]], [(b, 3), ints(0, 2, 2), ints(0, 3, 4)]),
    ("index_matrix", lambda x, i: x[i], [(b, 3), ints(0, 2, 2, 2)]),
    ("index_negative", lambda x: x[:, torch.tensor([-1, 0])], X),
    ("index_list", lambda x: x[:, [0, 2]], X), ("index_constant", lambda x: x[torch.tensor([1, 0])], ROWS),
    ("index_mask", lambda x, m: x[m], [(b, 3), bools(b, 3)]),
    ("index_mask_rows", lambda x, m: x[m], [(b, 3), bools(b)]),
    ("index_mask_columns", lambda x: x[:, torch.tensor([True, False, True])], X),
    ("index_none", lambda x, i: x[None, i], [(b, 3), INDEX]),
    ("index_scalar_tensor", lambda x: x[:, torch.tensor(1)], X),
    ("index_uint8_free_bool", lambda x: x[x > 0], ROWS),
    ("index_step_and_tensor", lambda x, i: x[:, ::2, i], [(b, 3, 4), ints(0, 4, 2)]),
    ("unsafe_index", lambda x, i: torch.ops.aten._unsafe_index(x, [None, i]), [(b, 3), COLUMNS]),
    ("index_positions", lambda x: x[torch.arange(x.shape[0]), torch.arange(x.shape[0]) % 3], ROWS),
    ("index_relative_positions",
     lambda x: x[:, (torch.arange(3)[:, None] - torch.arange(3)[None] + 2).view(-1)].view(-1, 3, 3),
     [(b, 5)]),
    # Writing.
    ("index_put", lambda x, v: x.index_put((torch.tensor([0, 1]),), v), [(b, 3), (2, 3)]),
    ("index_put_accumulate", lambda x, v: x.index_put((torch.tensor([0, 1, 0]),), v, accumulate=True),
     [(b, 3), (3, 3)]),
    ("index_put_two", lambda x, v: x.index_put((torch.tensor([0, 1]), torch.tensor([2, 0])), v),
     [(b, 3), (2,)]),
    ("index_put_scalar", lambda x: x.index_put((torch.tensor([0, 1]),), torch.tensor(5.0)), ROWS),
    ("index_put_mask", lambda x, m: x.index_put((m,), torch.tensor(0.0)), [(b, 3), bools(b, 3)]),
    ("index_put_mask_values", lambda x, m, v: x.index_put((m,), v[m]), [(b, 3), bools(b, 3), (b, 3)]),
    ("index_put_column", lambda x, v: torch.ops.aten.index_put(x, [None, torch.tensor([2, 0])], v), [(b, 3), (b, 2)]),
    ("index_put_mask_rows", lambda x, m: x.index_put((m,), torch.tensor(1.0)), [(b, 3), bools(b)]),
    ("inplace_index_put_", lambda x, v: x.clone().index_put_((torch.tensor([1]),), v), [(b, 3), (1, 3)]),
    ("assign_rows", lambda x: torch.ops.aten.fill_(x.clone()[0], 3.0), ROWS),
    ("index_fill", lambda x: x.index_fill(1, torch.tensor([0, 2]), 9.0), X),
    ("inplace_index_fill_", lambda x: x.clone().index_fill_(1, torch.tensor([0]), 9.0), X),
    ("index_add", lambda x, v: x.index_add(1, torch.tensor([0, 2, 0]), v), [(b, 3), (b, 3)]),
    ("index_add_alpha", lambda x, v: x.index_add(0, torch.tensor([0, 1]), v, alpha=2), [(b, 3), (2, 3)]),
    ("index_copy", lambda x, v: x.index_copy(1, torch.tensor([2, 0]), v), [(b, 3), (b, 2)]),
    ("index_copy_rows", lambda x, v: x.index_copy(0, torch.tensor([1, 0]), v), [(b, 3), (2, 3)]),
    ("scatter_src", lambda x, v: x.scatter(1, torch.tensor([[0, 2], [1, 0]]), v), [(2, 3), (2, 2)]),
    ("scatter_open", lambda x, i, v: x.scatter(1, i.argsort(-1), v), [(b, 3), distinct(b, 3), (b, 3)]),
    ("scatter_value", lambda x, i: x.scatter(1, i, 5.0), [(b, 3), SAME]),
    ("scatter_ints", lambda x, i: x.scatter(1, i, 5), [ints(0, 9, b, 3), SAME]),
    ("scatter_value_zeros", lambda i: torch.zeros(i.shape[0], 3).scatter(1, i, 1.0), [ints(0, 3, b, 2)]),
    ("inplace_scatter_", lambda x, i: x.clone().scatter_(1, i, 2.0), [(b, 3), SAME]),
    ("scatter_rows", lambda x, v: x.scatter(0, torch.tensor([[0, 1, 0]]), v), [(b, 3), (1, 3)]),
    ("scatter_smaller_index", lambda x, i, v: x.scatter_add(1, i, v), [(b, 3), ints(0, 3, b, 2), (b, 3)]),
    ("scatter_add", lambda x, i, v: x.scatter_add(1, i, v), [(b, 3), SAME, (b, 2)]),
    ("scatter_add_rows", lambda x, i, v: x.scatter_add(0, i, v), [(b, 3), ints(0, 2, 4, 3), (4, 3)]),
    ("scatter_with_add", lambda x, i, v: x.scatter(1, i, v, reduce="add"), [(b, 3), SAME, (b, 2)]),
    ("scatter_with_multiply", lambda x, i: x.scatter(1, i, 2.0, reduce="multiply"), [(b, 3), SAME]),
    *[(f"scatter_reduce_{kind}", reduced(kind), [(b, 3), SAME, (b, 2)])
      for kind in ("sum", "prod", "mean", "amax", "amin")],
    *[(f"scatter_reduce_{kind}_without_self", reduced(kind, False), [(b, 3), SAME, (b, 2)])
      for kind in ("sum", "amax", "mean")],
    *[(f"index_reduce_{kind}", index_reduced(kind), [(b, 3), (b, 3)]) for kind in ("prod", "amax", "mean")],
    ("masked_scatter", lambda x, m, v: x.masked_scatter(m, v), [(b, 3), bools(b, 3), (b, 3)]),
    ("masked_scatter_broadcast", lambda x, m, v: x.masked_scatter(m[:, None].expand(-1, 3), v),
     [(b, 3), bools(b), (b, 3)]),
    ("put", lambda x, v: torch.put(x, torch.tensor([1, 4]), v), [(2, 3), (2,)]),
    ("fill_diagonal_", lambda x: x.clone().fill_diagonal_(0.0), [(3, 3)]),
    # Sizes that depend on the numbers.
    ("nonzero", lambda x: torch.nonzero(x), [ints(0, 2, b, 3)]),
    ("nonzero_tuple", lambda x: torch.nonzero(x, as_tuple=True), [ints(0, 2, b, 3)]),
    ("nonzero_floats", lambda x: (x > 0).nonzero(), ROWS),
    ("argwhere", lambda x: torch.argwhere(x > 0), ROWS),
    ("where_one", lambda x: torch.where(x > 0), ROWS),
    ("masked_select", lambda x, m: x.masked_select(m), [(b, 3), bools(b, 3)]),
    ("masked_select_broadcast", lambda x, m: torch.masked_select(x, m), [(b, 3), bools(3)]),
    ("item_size", lambda x, n: x[:, : n.item()].sum(), [(b, 3), Given(2)]),
    ("item_number", lambda x, n: x * n.item(), [(b, 3), Given(2.5)]),
    ("nonzero_static", lambda x: torch.nonzero_static(x, size=4), [ints(0, 2, b, 3)]),
    ("repeat_interleave_tensor", lambda n: torch.repeat_interleave(n), [Given([1, 2, 3])]),
    ("nonzero_sum", lambda x: torch.nonzero(x > 0).float().sum(), ROWS),
    ("cond_values", lambda x: torch.cond(x.sum() > 0, lambda v: v + 1, lambda v: v - 1, (x,)), ROWS),
    ("embedding_then_mean", lambda x, w: F.embedding(x, w).mean(1), [ints(0, 7, b, 3), (7, 4)]),
])
