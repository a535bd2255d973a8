"""torch.nn's recurrent and attention layers, and stacks of them."""
from __future__ import annotations

import torch

from .case import ALL_EXPORTS, BATCH, SCRIPTS, TRACES, Case

nn = torch.nn
EVERY = ALL_EXPORTS + TRACES + SCRIPTS
#: torch.export fixes the length of what a recurrent layer gets: only TorchScript leaves it open.
OPEN = {0: "batch", 1: "length"}


class Sequence(nn.Module):
    """A recurrent layer and what follows it."""

    def __init__(self, kind: type, **settings):
        super().__init__()
        self.layer = kind(6, 5, **settings)
        self.head = nn.Linear(5 * (2 if settings.get("bidirectional") else 1), 4)

    def forward(self, x: torch.Tensor):
        result, _ = self.layer(x)
        return self.head(result)


class Projected(nn.Module):
    """An LSTM whose hidden state is narrower than its cell."""

    def __init__(self):
        super().__init__()
        self.layer = nn.LSTM(6, 5, proj_size=3)

    def forward(self, x: torch.Tensor):
        return self.layer(x)[0]


class LSTMWithState(nn.Module):
    def __init__(self, **settings):
        super().__init__()
        self.layer = nn.LSTM(6, 5, **settings)

    def forward(self, x: torch.Tensor, h: torch.Tensor, c: torch.Tensor):
        result, (hidden, cell) = self.layer(x, (h, c))
        return result, hidden, cell


class GRUWithState(nn.Module):
    def __init__(self, **settings):
        super().__init__()
        self.layer = nn.GRU(6, 5, **settings)

    def forward(self, x: torch.Tensor, h: torch.Tensor):
        result, hidden = self.layer(x, h)
        return result, hidden


class Cells(nn.Module):
    """The three cells, a step each."""

    def __init__(self):
        super().__init__()
        self.lstm, self.gru, self.rnn = nn.LSTMCell(6, 5), nn.GRUCell(5, 5), nn.RNNCell(5, 5)

    def forward(self, x: torch.Tensor, h: torch.Tensor):
        hidden, cell = self.lstm(x, (h, h))
        return self.rnn(self.gru(hidden, h), cell)


class Tagger(nn.Module):
    """Words to labels by a bidirectional LSTM."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(30, 8, padding_idx=0)
        self.layer = nn.LSTM(8, 6, num_layers=2, bidirectional=True, batch_first=True)
        self.head = nn.Linear(12, 3)

    def forward(self, words: torch.Tensor):
        return torch.log_softmax(self.head(self.layer(self.table(words))[0]), dim=-1)


class SelfAttention(nn.Module):
    def __init__(self, returns_weights: bool = False, averages: bool = True, **settings):
        super().__init__()
        self.layer = nn.MultiheadAttention(16, 4, **settings)
        self.returns_weights = returns_weights
        self.averages = averages

    def forward(self, x: torch.Tensor):
        result, weights = self.layer(
            x, x, x, need_weights=self.returns_weights, average_attn_weights=self.averages)
        return (result, weights) if self.returns_weights else result


class CrossAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.MultiheadAttention(16, 4, kdim=12, vdim=10, batch_first=True)

    def forward(self, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor,
                padding: torch.Tensor):
        return self.layer(query, key, value, key_padding_mask=padding)


class CausalAttention(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.MultiheadAttention(16, 2, batch_first=True)

    def forward(self, x: torch.Tensor):
        mask = torch.triu(torch.ones(x.shape[1], x.shape[1], dtype=torch.bool), diagonal=1)
        return self.layer(x, x, x, attn_mask=mask, need_weights=False)[0]


class EncoderDecoder(nn.Module):
    """nn.Transformer with a mask for the target."""

    def __init__(self):
        super().__init__()
        self.model = nn.Transformer(16, 2, 2, 2, 32, batch_first=True)

    def forward(self, source: torch.Tensor, target: torch.Tensor):
        mask = nn.Transformer.generate_square_subsequent_mask(target.shape[1])
        return self.model(source, target, tgt_mask=mask)


class PaddedEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        layer = nn.TransformerEncoderLayer(16, 2, 32, activation="gelu", batch_first=True, norm_first=True)
        self.model = nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(16), enable_nested_tensor=False)

    def forward(self, x: torch.Tensor, padding: torch.Tensor):
        return self.model(x, src_key_padding_mask=padding)


def encoder(**settings) -> nn.Module:
    layer = nn.TransformerEncoderLayer(16, 2, 32, **settings)
    return nn.TransformerEncoder(layer, 2, enable_nested_tensor=False).eval()


def decoder() -> nn.Module:
    return nn.TransformerDecoder(nn.TransformerDecoderLayer(16, 2, 32, batch_first=True), 2).eval()


def sequence(rows: int, length: int = 5, width: int = 6) -> tuple:
    return (torch.randn(rows, length, width),)


def time_first(rows: int, length: int = 5, width: int = 6) -> tuple:
    return (torch.randn(length, rows, width),)


def words(rows: int, length: int = 7) -> tuple:
    return (torch.randint(0, 30, (rows, length)),)


def states(layers: int, count: int):
    def inputs(rows: int) -> tuple:
        return (torch.randn(5, rows, 6), *(torch.randn(layers, rows, 5) for _ in range(count)))
    return inputs


def padded(rows: int, length: int) -> torch.Tensor:
    mask = torch.zeros(rows, length, dtype=torch.bool)
    for row in range(rows):
        mask[row, length - row:] = True
    return mask


def crossed(rows: int, length: int = 4) -> tuple:
    return (torch.randn(rows, length, 16), torch.randn(rows, 6, 12), torch.randn(rows, 6, 10),
            padded(rows, 6))


def recurrent() -> list[Case]:
    cases = []
    for label, kind, settings in (
        ("lstm", nn.LSTM, {}), ("gru", nn.GRU, {}), ("rnn_tanh", nn.RNN, {}),
        ("rnn_relu", nn.RNN, {"nonlinearity": "relu"}),
        ("lstm_bidirectional_2_layers", nn.LSTM, {"bidirectional": True, "num_layers": 2}),
        ("gru_bidirectional_2_layers", nn.GRU, {"bidirectional": True, "num_layers": 2}),
        ("rnn_bidirectional", nn.RNN, {"bidirectional": True}),
        ("lstm_without_bias", nn.LSTM, {"bias": False}),
        ("gru_without_bias", nn.GRU, {"bias": False}),
    ):
        cases.append(Case(
            f"{label}_batch_first", lambda kind=kind, settings=settings: Sequence(
                kind, batch_first=True, **settings).eval(), sequence, dynamic=BATCH, modes=EVERY,
            is_quick=label == "lstm_bidirectional_2_layers"))
        cases.append(Case(
            label, lambda kind=kind, settings=settings: Sequence(kind, **settings).eval(),
            time_first, dynamic=({1: "batch"},), modes=EVERY))
        cases.append(Case(
            f"{label}_open_length", lambda kind=kind, settings=settings: Sequence(
                kind, batch_first=True, **settings).eval(), sequence, (2, 5), (3, 8), (OPEN,),
            {"length": (2, 100)}, ("trace.dyn", "script.dyn", "frozen.dyn")))
    return cases


CASES = recurrent() + [
    Case("lstm_projected", lambda: Projected().eval(), time_first, dynamic=({1: "batch"},), modes=EVERY),
    Case("lstm_states", lambda: LSTMWithState().eval(), states(1, 2),
         dynamic=({1: "batch"}, {1: "batch"}, {1: "batch"}), modes=EVERY),
    Case("lstm_states_4", lambda: LSTMWithState(bidirectional=True, num_layers=2).eval(), states(4, 2),
         dynamic=({1: "batch"}, {1: "batch"}, {1: "batch"}), modes=EVERY),
    Case("gru_states", lambda: GRUWithState(num_layers=2).eval(), states(2, 1),
         dynamic=({1: "batch"}, {1: "batch"}), modes=EVERY),
    Case("lstm_unbatched", lambda: Sequence(nn.LSTM).eval(), lambda: (torch.randn(5, 6),), (), (),
         modes=("export", "core", "trace", "script")),
    Case("cells", lambda: Cells().eval(), lambda rows: (torch.randn(rows, 6), torch.randn(rows, 5)),
         dynamic=({0: "batch"}, {0: "batch"}), modes=EVERY),
    Case("lstm_tagger", lambda: Tagger().eval(), words, (2, 7), (3, 9), (OPEN,), {"length": (2, 50)},
         ("trace.dyn", "script.dyn", "frozen.dyn"), is_quick=True),
    Case("attention", lambda: SelfAttention(batch_first=True).eval(), lambda *s: sequence(*s, 16),
         (2, 5), (3, 7), (OPEN,), {}, EVERY),
    Case("attention_time_first", lambda: SelfAttention().eval(), lambda *s: time_first(*s, 16), (2, 5),
         (3, 7), ({1: "batch", 0: "length"},), {}, EVERY),
    Case("attention_weights", lambda: SelfAttention(True, batch_first=True).eval(),
         lambda *s: sequence(*s, 16), (2, 5), (3, 7), (OPEN,), {}, EVERY),
    Case("attention_weights_of_heads", lambda: SelfAttention(True, False, batch_first=True).eval(),
         lambda *s: sequence(*s, 16), (2, 5), (3, 7), (OPEN,), {}, EVERY),
    Case("attention_extra_keys", lambda: SelfAttention(
         True, batch_first=True, add_bias_kv=True, add_zero_attn=True).eval(),
         lambda *s: sequence(*s, 16), (2, 5), (3, 7), (OPEN,), {}, EVERY),
    Case("cross_attention", lambda: CrossAttention().eval(), crossed, (2, 4), (3, 6),
         (OPEN, {0: "batch"}, {0: "batch"}, {0: "batch"}), {}, EVERY),
    Case("causal_attention", lambda: CausalAttention().eval(), lambda *s: sequence(*s, 16), (2, 5),
         (3, 7), (OPEN,), {"length": (2, 50)}, EVERY),
    Case("transformer_encoder", lambda: encoder(batch_first=True), lambda *s: sequence(*s, 16), (2, 5),
         (3, 7), (OPEN,), {}, EVERY),
    Case("transformer_encoder_norm_first", lambda: encoder(
         batch_first=True, norm_first=True, activation="gelu"), lambda *s: sequence(*s, 16), (2, 5), (3, 7),
         (OPEN,), {}, EVERY),
    Case("transformer_encoder_time_first", lambda: encoder(), lambda *s: time_first(*s, 16), (2, 5),
         (3, 7), ({1: "batch", 0: "length"},), {}, EVERY),
    Case("transformer_encoder_padded", lambda: PaddedEncoder().eval(),
         lambda rows, length: (torch.randn(rows, length, 16), padded(rows, length)), (2, 5), (3, 7),
         (OPEN, OPEN), {}, EVERY),
    Case("transformer_decoder", decoder, lambda rows, length: (
         torch.randn(rows, length, 16), torch.randn(rows, 6, 16)), (2, 5), (3, 7),
         (OPEN, {0: "batch"}), {}, EVERY),
    Case("transformer", lambda: EncoderDecoder().eval(), lambda rows, length: (
         torch.randn(rows, 6, 16), torch.randn(rows, length, 16)), (2, 5), (3, 7),
         ({0: "batch"}, OPEN), {"length": (2, 50)}, EVERY),
]
