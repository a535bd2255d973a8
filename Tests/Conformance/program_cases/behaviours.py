"""Small modules, each for something that a program can do besides calling operators on tensors."""
from __future__ import annotations

import collections

import torch
from torch._higher_order_ops.while_loop import while_loop
from torch.utils import _pytree

from .case import ALL_EXPORTS, BATCH, DYNAMIC_EXPORTS, SCRIPTS, STATIC_EXPORTS, TRACES, Case

nn = torch.nn
EVERY = ALL_EXPORTS + TRACES + SCRIPTS


class Convolutions(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(8),
            nn.ReLU(inplace=True), nn.Conv2d(8, 8, 3, padding=1, groups=4), nn.Hardswish(),
            nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 4))

    def forward(self, x: torch.Tensor):
        return self.layers(x)


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(6, 8), nn.GELU(), nn.Dropout(0.5), nn.Linear(8, 3))

    def forward(self, x: torch.Tensor):
        return self.layers(x).softmax(-1)


class Conditional(nn.Module):
    """A branch that depends on the numbers."""

    def __init__(self):
        super().__init__()
        self.one, self.other = nn.Linear(4, 5), nn.Linear(4, 5)

    def forward(self, x):
        def first(value):
            return self.one(value).relu()

        def second(value):
            return self.other(value) - 1

        return torch.cond(x.sum() > 0, first, second, (x,))


class ConditionalOnShape(nn.Module):
    def forward(self, x):
        return torch.cond(x.shape[0] > 2, lambda v: v.sin(), lambda v: v.cos(), (x,))


class NestedConditionals(nn.Module):
    def forward(self, x, y):
        def inner(a, b):
            return torch.cond(a.max() > b.max(), lambda p, q: (p + q, p * q),
                              lambda p, q: (p - q, p / 3), (a, b))

        return torch.cond(x.mean() > 0, inner, lambda a, b: (a.relu(), b.sigmoid()), (x, y))


class Loop(nn.Module):
    """Halves until the largest number is small."""

    def forward(self, x):
        def goes_on(count, value):
            return value.abs().max() > 0.5

        def step(count, value):
            return count + 1, value * 0.5

        return while_loop(goes_on, step, (torch.tensor(0), x))


class LoopWithWeights(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 4)

    def forward(self, x):
        def goes_on(count, value):
            return count < 3

        def step(count, value):
            return count + 1, self.layer(value).tanh()

        return while_loop(goes_on, step, (torch.tensor(0), x))[1]


class ScriptedFlow(nn.Module):
    """Branches and loops on numbers and on constants."""

    def __init__(self, doubles: bool = True):
        super().__init__()
        self.doubles = doubles
        self.layers = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 4)])

    def forward(self, x: torch.Tensor):
        if self.doubles:
            x = x * 2
        for layer in self.layers:
            x = layer(x).tanh()
        if bool(x.sum() > 0):
            x = x + 1
        else:
            x = x - 1
        return x


class ScriptedLoop(nn.Module):
    def forward(self, x: torch.Tensor):
        count = 0
        while bool(x.abs().max() > 0.5):
            x = x * 0.5
            count += 1
        return x, torch.tensor(count)


class ScriptedRecurrence(nn.Module):
    """A loop over the time steps of a tensor whose length is not known, with a list."""

    def __init__(self):
        super().__init__()
        self.cell = nn.GRUCell(4, 4)

    def forward(self, x: torch.Tensor):
        state = torch.zeros(x.size(1), 4)
        results: list[torch.Tensor] = []
        for step in range(x.size(0)):
            state = self.cell(x[step], state)
            results.append(state)
        return torch.stack(results), state


class ScriptedOptions(nn.Module):
    """Optional values, tuples, dictionaries and strings that scripting keeps."""

    def __init__(self):
        super().__init__()
        self.settings = {"scale": 2.0, "shift": 1.0}
        self.kind = "both"

    def adjusted(self, x: torch.Tensor, shift: float | None = None):
        if shift is None:
            shift = self.settings["shift"]
        return x * self.settings["scale"] + shift, x.size(0)

    def forward(self, x: torch.Tensor):
        value, rows = self.adjusted(x)
        if self.kind == "both":
            value = value + self.adjusted(x, 3.0)[0]
        assert x.dim() == 2, "two axes are expected"
        return value / rows


class Counter(nn.Module):
    """Counts its calls."""

    def __init__(self):
        super().__init__()
        self.register_buffer("calls", torch.zeros((), dtype=torch.int64))
        self.register_buffer("total", torch.zeros(4))

    def forward(self, x):
        self.calls += 1
        self.total.add_(x.sum(0))
        return x * self.calls + self.total


class TrainedNormalisation(nn.Module):
    """Normalises by the batch, as in training, and keeps the running statistics."""

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm2d(3)

    def forward(self, x):
        return self.norm(x)


class InstanceNormalisation(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.InstanceNorm2d(3, affine=True, track_running_stats=True)

    def forward(self, x):
        return self.norm(x)


class InPlace(nn.Module):
    """Changes parts of a tensor by views of it."""

    def forward(self, x: torch.Tensor):
        y = x.clone()
        y[:, 0].fill_(7)
        y[:, 1:3].mul_(2)
        y[:, 3] = x[:, 0] + 1
        part = y.transpose(0, 1)[4]
        part.add_(10)
        y.view(-1)[0:1].zero_()
        return y, part


class InPlaceChain(nn.Module):
    """A view of a view, changed after other results of it were taken."""

    def forward(self, x: torch.Tensor):
        y = x + 0
        before = y.sum()
        view = y.unsqueeze(1).select(1, 0).narrow(1, 1, 2)
        view.relu_()
        view.sub_(1)
        y.clamp_(max=1.5)
        return y, view, before


class InPlaceIndexed(nn.Module):
    def forward(self, x: torch.Tensor, rows: torch.Tensor):
        y = x.clone()
        y[rows] = 0.5
        y[rows, 1] = 3
        z = torch.zeros_like(x)
        z.index_put_((rows,), x[rows], accumulate=True)
        z.index_add_(0, rows, x[rows])
        return y, z


class InPlaceMasked(nn.Module):
    def forward(self, x: torch.Tensor):
        y = x.clone()
        y[x > 0] = -1
        y.masked_fill_(x < -1, 5)
        z = x.clone()
        z[..., ::2] = 0
        z[:, -1] += 2
        return y, z


class InPlaceScatter(nn.Module):
    def forward(self, x: torch.Tensor, index: torch.Tensor):
        y = torch.zeros(x.shape[0], 6)
        y.scatter_(1, index, x)
        y.scatter_add_(1, index, x)
        y.copy_(y * 2)
        return y


class ChangesItsInput(nn.Module):
    """Changes what it is given: the caller sees it."""

    def forward(self, x):
        x.mul_(2)
        return x + 1


class Tied(nn.Module):
    """A table that also is the head's weight."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(12, 6)
        self.head = nn.Linear(6, 12, bias=False)
        self.head.weight = self.table.weight
        self.register_buffer("scale", torch.tensor(0.5), persistent=False)
        self.register_buffer("halves", torch.full((6,), 0.5))

    def forward(self, words: torch.Tensor):
        return self.head(self.table(words) * self.halves) * self.scale


class SharedStorage(nn.Module):
    """Parameters that are views of one another."""

    def __init__(self):
        super().__init__()
        base = torch.randn(4, 6)
        self.whole = nn.Parameter(base)
        self.register_buffer("part", base[1:3].detach())
        self.register_buffer("turned", base.t().detach())

    def forward(self, x: torch.Tensor):
        return x @ self.whole.t(), x @ self.part.t(), self.turned.sum(1) + x


class Nested(nn.Module):
    """Takes and gives dictionaries, tuples and lists."""

    def forward(self, given, pair, scale=1.0, *, extra=None):
        left, (middle, right) = pair
        result = given["x"] * scale + given["y"]
        return {
            "sum": result, "parts": [left + middle, (right, left * right)],
            "extra": extra + 1, "constant": 3, "nothing": None}


Point = collections.namedtuple("Point", ["across", "down"])
_pytree._register_namedtuple(Point, serialized_type_name="recast.Point")


class Named(nn.Module):
    def forward(self, point):
        return Point(point.down * 2, collections.OrderedDict(a=point.across, b=point.across + 1))


class Views(nn.Module):
    """Sizes that are products of open ones."""

    def forward(self, x: torch.Tensor):
        rows, channels, height, width = x.shape
        flat = x.view(rows, channels, height * width)
        tokens = flat.transpose(1, 2)
        return tokens.reshape(rows * height * width, channels), flat.mean(-1), tokens.view(
            rows, height, width, channels).permute(0, 3, 1, 2)


class Windows(nn.Module):
    """Cuts pictures into windows and puts them together again, padded where they do not fit."""

    def forward(self, x: torch.Tensor):
        rows, height, width, channels = x.shape
        down, right = (4 - height % 4) % 4, (4 - width % 4) % 4
        x = nn.functional.pad(x, (0, 0, 0, right, 0, down))
        tall, wide = height + down, width + right
        windows = x.view(rows, tall // 4, 4, wide // 4, 4, channels).permute(0, 1, 3, 2, 4, 5)
        windows = windows.reshape(-1, 16, channels)
        windows = windows - windows.mean(1, keepdim=True)
        x = windows.view(rows, tall // 4, wide // 4, 4, 4, channels).permute(0, 1, 3, 2, 4, 5)
        return x.reshape(rows, tall, wide, channels)[:, :height, :width]


class Joined(nn.Module):
    """Joins open sizes and cuts by half of one."""

    def forward(self, x: torch.Tensor, y: torch.Tensor):
        both = torch.cat([x, y, x], dim=0)
        half = both.shape[0] // 2
        return both[:half], both[half:], both[1:-1:2], both.flatten()


class Positions(nn.Module):
    """Positions, a causal mask and an expanded vector, made from an open length."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(40, 8)
        self.first = nn.Parameter(torch.randn(1, 1, 8))

    def forward(self, x: torch.Tensor):
        rows, length = x.shape[0], x.shape[1]
        x = x + self.table(torch.arange(length))
        x = torch.cat([self.first.expand(rows, -1, -1), x], dim=1)
        scores = x @ x.transpose(1, 2) / 8 ** 0.5
        mask = torch.full((length + 1, length + 1), float("-inf")).triu(1)
        return (scores + mask).softmax(-1) @ x


class Interpolated(nn.Module):
    """Resizes by the size of another tensor and by a factor."""

    def forward(self, x: torch.Tensor, y: torch.Tensor):
        same = nn.functional.interpolate(x, size=[y.shape[2], y.shape[3]], mode="bilinear", align_corners=False)
        twice = nn.functional.interpolate(x, scale_factor=2.0, mode="nearest")
        return same + y, twice


class Sizes(nn.Module):
    """Gives sizes and what is calculated from them."""

    def forward(self, x):
        rows = x.shape[0]
        return x.sum() * rows, rows, rows * 2 + x.shape[1], x.new_full((rows, 2), 1.0 / rows)


class Clipped(nn.Module):
    """The least and the largest of sizes."""

    def forward(self, x, y):
        short = min(x.shape[1], y.shape[1])
        return x[:, :short] + y[:, :short], x.new_zeros(max(x.shape[1], y.shape[1]))


class NonZero(nn.Module):
    """How many rows the result has depends on the numbers."""

    def forward(self, x: torch.Tensor):
        where = torch.nonzero(x > 0)
        return where, where.sum(0)


class Selected(nn.Module):
    def forward(self, x: torch.Tensor):
        chosen = torch.masked_select(x, x > 0)
        return chosen * 2, chosen.sum()


class Indexed(nn.Module):
    """Indices by masks, tensors, slices and new axes."""

    def forward(self, x: torch.Tensor, rows: torch.Tensor):
        return (
            x[rows], x[:, rows], x[rows, rows], x[rows[:, None], rows], x[None, rows, 1:3], x[..., -1],
            x[rows, :, 1])


class MaskIndexed(nn.Module):
    def forward(self, x: torch.Tensor):
        return x[x.sum(-1) > 0]


class Item(nn.Module):
    """A size that stands in a tensor."""

    def forward(self, x: torch.Tensor, count: torch.Tensor):
        n = count.item()
        torch._check_is_size(n)
        torch._check(n <= x.shape[0])
        return x[:n] * 2, torch.arange(n)


class Constants(nn.Module):
    """Tensors made inside, whole and by numbers."""

    def forward(self, x: torch.Tensor):
        table = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
        return x @ table, x + torch.tensor(3), torch.ones_like(x) * 2, torch.eye(2)


class Halves(nn.Module):
    """Weights of half precision around a float32 core."""

    def __init__(self, kind: torch.dtype):
        super().__init__()
        self.layer = nn.Linear(4, 4).to(kind)
        self.kind = kind

    def forward(self, x: torch.Tensor):
        return self.layer(x.to(self.kind)).float().tanh()


class BrainWeights(nn.Module):
    """Weights of bfloat16, in which ONNX Runtime does not compute on this kind of processor."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(4, 4).bfloat16())

    def forward(self, x: torch.Tensor):
        return x @ self.weight.float()


class UnusedInput(nn.Module):
    def forward(self, x: torch.Tensor, unused: torch.Tensor):
        return x + 1


class SameTwice(nn.Module):
    """Gives an input back, a weight, and one result twice."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(3))

    def forward(self, x: torch.Tensor):
        y = x * 2
        return y, y, x, self.weight


class Repeated(nn.Module):
    """One module that is called several times."""

    def __init__(self):
        super().__init__()
        self.block = nn.Sequential(nn.Linear(4, 4), nn.Tanh())

    def forward(self, x: torch.Tensor):
        for _ in range(3):
            x = self.block(x)
        return x


class Einsums(nn.Module):
    def forward(self, x: torch.Tensor, y: torch.Tensor):
        return (
            torch.einsum("bhid,bhjd->bhij", x, y), torch.einsum("bhid,bhid->bhi", x, y),
            torch.einsum("bhid->bdhi", x), torch.einsum("bhid,dk->bhik", x, y[0, 0].t()))


class Rotary(nn.Module):
    """Rotary positions, with complex numbers as Llama's first code has them."""

    def forward(self, x):
        length, width = x.shape[1], x.shape[-1]
        angles = torch.outer(torch.arange(length, dtype=torch.float32),
                             1.0 / 100 ** (torch.arange(0, width, 2).float() / width))
        turns = torch.polar(torch.ones_like(angles), angles)
        pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2))
        return torch.view_as_real(pairs * turns[None, :, None]).flatten(3)


class SafeAttention(nn.Module):
    """Scaled dot product attention with what can be said of it."""

    def forward(self, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor):
        attention = nn.functional.scaled_dot_product_attention
        return (
            attention(q, k, v), attention(q, k, v, attn_mask=mask),
            attention(q, k, v, is_causal=True), attention(q, k, v, attn_mask=mask > 0, scale=0.3))


class GroupedAttention(nn.Module):
    def forward(self, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor):
        return nn.functional.scaled_dot_product_attention(q, k, v, enable_gqa=True)


class Checked(nn.Module):
    """Assertions that the graph keeps."""

    def forward(self, x: torch.Tensor):
        torch._assert(x.shape[1] == 4, "four columns")
        torch._assert_async((x == x).all(), "a number")
        return x.relu()


class Autocast(nn.Module):
    """Parts that run without gradients and in another type."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 4)

    def forward(self, x):
        with torch.no_grad():
            scale = x.abs().max()
        with torch.autocast("cpu", enabled=False):
            return self.layer(x / scale)


def drawn(*sizes: int):
    return lambda rows: (torch.randn(rows, *sizes),)


def two(*sizes: int):
    return lambda rows: (torch.randn(rows, *sizes), torch.randn(rows, *sizes))


TWO = ({0: "batch"}, {0: "batch"})
PICTURE = ({0: "batch", 2: "height", 3: "width"},)


def nested(rows: int) -> dict:
    value = lambda: torch.randn(rows, 3)
    return {
        "given": {"x": value(), "y": value()}, "pair": (value(), [value(), value()]), "scale": 2.0,
        "extra": value()}


def positive(rows: int) -> tuple:
    return (torch.randn(rows, 4).abs() + 0.1,)


def negative(rows: int) -> tuple:
    return (-positive(rows)[0],)


AXES = {0: "batch"}
CASES = [
    Case("convolutions", lambda: Convolutions().eval(), drawn(3, 16, 16), dynamic=BATCH, modes=EVERY,
         is_quick=True),
    Case("perceptron", lambda: Perceptron().eval(), drawn(6), dynamic=BATCH, modes=EVERY, is_quick=True),
    Case("cond_positive", Conditional, positive, dynamic=BATCH, modes=ALL_EXPORTS, is_quick=True),
    Case("cond_negative", Conditional, negative, dynamic=BATCH, modes=ALL_EXPORTS),
    Case("cond_on_shape", ConditionalOnShape, drawn(4), dynamic=BATCH, modes=DYNAMIC_EXPORTS),
    Case("cond_nested", NestedConditionals, two(4), dynamic=TWO, modes=ALL_EXPORTS),
    Case("while_loop", Loop, drawn(4), dynamic=BATCH, modes=ALL_EXPORTS, is_quick=True),
    Case("while_loop_with_weights", LoopWithWeights, drawn(4), dynamic=BATCH, modes=ALL_EXPORTS),
    Case("scripted_flow", lambda: ScriptedFlow().eval(), drawn(4), dynamic=BATCH, modes=SCRIPTS),
    Case("scripted_flow_without", lambda: ScriptedFlow(False).eval(), drawn(4), dynamic=BATCH,
         modes=SCRIPTS),
    Case("scripted_loop", lambda: ScriptedLoop().eval(), drawn(4), dynamic=BATCH, modes=SCRIPTS),
    Case("scripted_recurrence", lambda: ScriptedRecurrence().eval(),
         lambda rows, length: (torch.randn(length, rows, 4),), (2, 5), (3, 7),
         ({0: "length", 1: "batch"},), modes=SCRIPTS),
    Case("scripted_options", lambda: ScriptedOptions().eval(), drawn(4), dynamic=BATCH, modes=SCRIPTS),
    Case("counter", Counter, drawn(4), dynamic=BATCH, modes=ALL_EXPORTS, is_quick=True),
    Case("trained_normalisation", lambda: TrainedNormalisation().train(), drawn(3, 5, 5), dynamic=BATCH,
         modes=ALL_EXPORTS),
    Case("instance_normalisation", lambda: InstanceNormalisation().eval(), drawn(3, 5, 5), dynamic=BATCH,
         modes=EVERY),
    Case("in_place", InPlace, drawn(5), dynamic=BATCH, modes=EVERY, is_quick=True),
    Case("in_place_chain", InPlaceChain, drawn(5), dynamic=BATCH, modes=EVERY),
    Case("in_place_indexed", InPlaceIndexed, lambda rows: (torch.randn(rows, 3), torch.tensor([0, 1])),
         dynamic=({0: "batch"}, {}), modes=EVERY),
    Case("in_place_masked", InPlaceMasked, drawn(5), dynamic=BATCH, modes=EVERY),
    Case("in_place_scatter", InPlaceScatter, lambda rows: (
         torch.randn(rows, 3), torch.stack([torch.randperm(6)[:3] for _ in range(rows)])), dynamic=TWO,
         modes=EVERY),
    Case("changes_its_input", ChangesItsInput, drawn(3), dynamic=BATCH, modes=ALL_EXPORTS),
    Case("tied", lambda: Tied().eval(), lambda rows: (torch.randint(0, 12, (rows, 3)),), dynamic=BATCH,
         modes=EVERY),
    Case("shared_storage", lambda: SharedStorage().eval(), drawn(6), dynamic=BATCH, modes=EVERY),
    Case("nested", Nested, nested, dynamic={
        "given": {"x": AXES, "y": AXES}, "pair": (AXES, [AXES, AXES]), "scale": None, "extra": AXES},
        modes=ALL_EXPORTS),
    Case("named_tuple", Named, lambda rows: (Point(torch.randn(rows, 2), torch.randn(rows, 2)),),
         modes=STATIC_EXPORTS),
    Case("views", Views, lambda rows, height, width: (torch.randn(rows, 3, height, width),), (2, 4, 6),
         (3, 5, 4), PICTURE, modes=EVERY),
    Case("windows", Windows, lambda rows: (torch.randn(rows, 6, 7, 3),), dynamic=BATCH, modes=EVERY),
    Case("windows_open", Windows, lambda rows, height, width: (torch.randn(rows, height, width, 3),),
         (2, 6, 7), (3, 9, 8), ({0: "batch", 1: "height", 2: "width"},),
         modes=("script.dyn", "frozen.dyn"), note="torch.export takes no size that it has to look at"),
    Case("joined", Joined, lambda left, right: (torch.randn(left, 3), torch.randn(right, 3)), (4, 6),
         (5, 3), ({0: "left"}, {0: "right"}), {"left": (2, 50), "right": (2, 50)}, EVERY),
    Case("positions", lambda: Positions().eval(), lambda rows, length: (torch.randn(rows, length, 8),),
         (2, 5), (3, 9), ({0: "batch", 1: "length"},), {"length": (2, 39)}, EVERY),
    Case("interpolated", Interpolated, lambda rows, side: (
         torch.randn(rows, 3, 4, 4), torch.randn(rows, 3, side, side + 1)), (2, 7), (3, 9),
         ({0: "batch"}, {0: "batch", 2: "height", 3: "width"}), {"height": (2, 50), "width": (2, 50)},
         EVERY),
    Case("sizes", Sizes, drawn(4), dynamic=BATCH, modes=ALL_EXPORTS),
    Case("clipped", Clipped, lambda left, right: (torch.randn(2, left), torch.randn(2, right)), (4, 6),
         (5, 3), ({1: "left"}, {1: "right"}), {"left": (2, 50), "right": (2, 50)}, DYNAMIC_EXPORTS),
    Case("nonzero", NonZero, drawn(4), dynamic=BATCH, modes=EVERY),
    Case("masked_select", Selected, drawn(4), dynamic=BATCH, modes=EVERY),
    Case("indexed", Indexed, lambda rows: (torch.randn(rows + 2, 5, 6), torch.tensor([0, 2])),
         dynamic=({0: "batch"}, {}), ranges={"batch": (3, 50)}, modes=EVERY),
    Case("mask_indexed", MaskIndexed, drawn(4), dynamic=BATCH, modes=EVERY),
    Case("item", Item, lambda rows: (torch.randn(rows + 3, 4), torch.tensor(rows)),
         dynamic=({0: "batch"}, {}), modes=DYNAMIC_EXPORTS),
    Case("constants", Constants, drawn(2), dynamic=BATCH, modes=EVERY),
    Case("half_precision", lambda: Halves(torch.float16), drawn(4), dynamic=BATCH, modes=EVERY,
         tolerance=(1e-2, 2e-3), note="computes in float16"),
    Case("brain_floating_point", BrainWeights, drawn(4), dynamic=BATCH, modes=EVERY),
    Case("unused_input", UnusedInput, two(3), dynamic=TWO, modes=EVERY),
    Case("same_twice", SameTwice, drawn(3), dynamic=BATCH, modes=EVERY),
    Case("repeated", lambda: Repeated().eval(), drawn(4), dynamic=BATCH, modes=EVERY),
    Case("einsum", Einsums, two(2, 3, 4), dynamic=TWO, modes=EVERY),
    Case("rotary_complex", Rotary, lambda rows, length: (torch.randn(rows, length, 2, 6),), (2, 4),
         (3, 5), ({0: "batch", 1: "length"},), {"length": (2, 50)}, ALL_EXPORTS),
    Case("dot_product_attention", SafeAttention, lambda rows, length: (
         torch.randn(rows, 2, length, 4), torch.randn(rows, 2, length, 4),
         torch.randn(rows, 2, length, 4), torch.randn(rows, 1, length, length).abs() + 0.1), (2, 5), (3, 6), (
         {0: "batch", 2: "length"}, {0: "batch", 2: "length"}, {0: "batch", 2: "length"},
         {0: "batch", 2: "length", 3: "length"}), {"length": (2, 50)}, EVERY),
    Case("grouped_attention", GroupedAttention, lambda rows: (
         torch.randn(rows, 4, 5, 4), torch.randn(rows, 2, 5, 4), torch.randn(rows, 2, 5, 4)),
         dynamic=TWO + ({0: "batch"},), modes=ALL_EXPORTS),
    Case("checked", Checked, drawn(4), dynamic=BATCH, modes=ALL_EXPORTS),
    Case("without_gradients", lambda: Autocast().eval(), drawn(4), dynamic=BATCH, modes=ALL_EXPORTS),
]
