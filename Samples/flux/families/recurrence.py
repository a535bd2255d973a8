"""Recurrent layers of four generations."""

from __future__ import annotations

from typing import Any, Iterator


from bsonjl import ERA_2018, ERA_2019, ERA_2020, ERA_2022, ERA_2023, ERA_2025, Era, Tuple
from families.sample import Sample, signal, simple
from layers import (
    Weights,
    chain,
    chain_list,
    dense,
    dense_04,
    flux,
    fn,
    recur,
    recurrent,
    tracked,
    tracked_04,
)

IN, HIDDEN = 4, 5


def sequence(
    name: str, flux_: str, shows: str, layer: Any, w: Weights, seed: int, era: Era,
    head: Any = None, **more: Any,
) -> Sample:  # fmt: skip
    """A recurrent layer and a Dense over (features, batch, time)."""
    head = head or dense(w(2, HIDDEN), w(2))
    container = chain_list if era is ERA_2018 else chain
    return simple(
        name,
        flux_,
        shows,
        container(layer, head),
        signal(seed, IN, 3, 6),
        era=era,
        input_shape=f"x:time,batch,{IN}",
        batch_axis=1,
        **more,
    )


def flux_04() -> Iterator[Sample]:
    w = Weights(501)
    t = tracked_04

    def gate(act: str, columns: int = IN + HIDDEN) -> Any:
        return dense_04(t(w(HIDDEN, columns)), t(w(HIDDEN)), fn(act))

    h, c = t(w(HIDDEN)), t(w(HIDDEN))
    head = dense_04(t(w(2, HIDDEN)), t(w(2)))
    cell = flux("RNNCell", gate("tanh"), h)
    yield sequence("rnn_04", "0.4", "RNN of one Dense over [x; h]", recur(cell, h, h), w, 501,
                   ERA_2018, head)  # fmt: skip
    cell = flux("LSTMCell", gate("σ"), gate("σ"), gate("σ"), gate("tanh"), h, c)
    yield sequence("lstm_04", "0.4", "LSTM of four Dense layers: forget, input, output, cell",
                   recur(cell, Tuple(h, c), Tuple(h, c)), w, 502, ERA_2018, head)  # fmt: skip
    cell = flux("GRUCell", gate("σ"), gate("σ"), gate("tanh"), h)
    yield sequence("gru_04", "0.4.1", "GRU of three Dense layers, the candidate over [r .* h; x]",
                   recur(cell, h, h), w, 503, ERA_2018, head)  # fmt: skip


def flux_05() -> Iterator[Sample]:
    w = Weights(511)
    t = tracked
    h, c = t(w(HIDDEN)), t(w(HIDDEN))
    leftover = w(HIDDEN, 3)
    cell = flux("RNNCell", fn("tanh"), t(w(HIDDEN, IN)), t(w(HIDDEN, HIDDEN)), t(w(HIDDEN)), h)
    yield sequence("rnn_05", "0.5-0.9", "Recur(cell, init, state) with Tracker arrays",
                   recur(cell, h, leftover), w, 511, ERA_2019)  # fmt: skip
    cell = flux("LSTMCell", t(w(4 * HIDDEN, IN)), t(w(4 * HIDDEN, HIDDEN)), t(w(4 * HIDDEN)), h, c)
    yield sequence("lstm_05", "0.5-0.9", "LSTM with initial h and c; the saved state is left over",
                   recur(cell, Tuple(h, c), Tuple(leftover, leftover)), w, 512,
                   ERA_2019)  # fmt: skip
    cell = flux("GRUCell", w(3 * HIDDEN, IN), w(3 * HIDDEN, HIDDEN), w(3 * HIDDEN), w(HIDDEN))
    yield sequence("gru_010", "0.10-0.11", "GRU without Tracker",
                   recur(cell, cell.fields[3], leftover), w, 513, ERA_2020)  # fmt: skip
    h, c = w(HIDDEN), w(HIDDEN)
    cell = flux("LSTMCell", w(4 * HIDDEN, IN), w(4 * HIDDEN, HIDDEN), w(4 * HIDDEN), h, c)
    yield sequence("lstm_010", "0.10-0.11", "LSTM without Tracker",
                   recur(cell, Tuple(h, c), Tuple(leftover, leftover)), w, 514,
                   ERA_2020)  # fmt: skip


def flux_012() -> Iterator[Sample]:
    w = Weights(521)
    state = w(HIDDEN, 3)
    cell = flux("RNNCell", fn("relu"), w(HIDDEN, IN), w(HIDDEN, HIDDEN), w(HIDDEN), w(HIDDEN, 1))
    yield sequence("rnn_012", "0.12-0.14", "Recur(cell, state) with a trained state0",
                   recur(cell, state), w, 521, ERA_2022)  # fmt: skip
    yield simple(
        "rnn_012_step",
        "0.12-0.14",
        "the same for one step: a matrix of features and batch",
        chain(recur(cell, state), dense(w(2, HIDDEN), w(2))),
        signal(522, IN, 3),
        era=ERA_2022,
        input_shape=f"x:batch,{IN}",
    )
    initial = Tuple(w(HIDDEN, 1), w(HIDDEN, 1))
    cell = flux("LSTMCell", w(4 * HIDDEN, IN), w(4 * HIDDEN, HIDDEN), w(4 * HIDDEN), initial)
    yield sequence("lstm_012", "0.12-0.14", "LSTM with trained state0 = (h, c)",
                   recur(cell, Tuple(state, state)), w, 523, ERA_2022)  # fmt: skip
    yield simple(
        "lstm_012_step",
        "0.12-0.14",
        "LSTM for one step",
        chain(recur(cell, Tuple(state, state)), dense(w(2, HIDDEN), w(2))),
        signal(524, IN, 3),
        era=ERA_2023,
        input_shape=f"x:batch,{IN}",
    )
    cell = flux("GRUCell", w(3 * HIDDEN, IN), w(3 * HIDDEN, HIDDEN), w(3 * HIDDEN), w(HIDDEN, 1))
    yield sequence("gru_012", "0.12-0.14", "GRU with a trained state0",
                   recur(cell, state), w, 525, ERA_2023)  # fmt: skip
    yield simple(
        "gru_012_step",
        "0.12-0.14",
        "GRU for one step",
        chain(recur(cell, state), dense(w(2, HIDDEN), w(2))),
        signal(526, IN, 3),
        era=ERA_2023,
        input_shape=f"x:batch,{IN}",
    )
    cell = flux("GRUv3Cell", w(3 * HIDDEN, IN), w(2 * HIDDEN, HIDDEN), w(3 * HIDDEN),
                w(HIDDEN, HIDDEN), w(HIDDEN, 1))  # fmt: skip
    yield sequence("gruv3_012", "0.12.7-0.14", "GRUv3: the hidden candidate has its own matrix",
                   recur(cell, state), w, 527, ERA_2023)  # fmt: skip
    first = flux("LSTMCell", w(4 * HIDDEN, IN), w(4 * HIDDEN, HIDDEN), w(4 * HIDDEN), initial)
    second = flux("LSTMCell", w(4 * HIDDEN, HIDDEN), w(4 * HIDDEN, HIDDEN), w(4 * HIDDEN),
                  Tuple(w(HIDDEN, 1), w(HIDDEN, 1)))  # fmt: skip
    yield sequence("lstm_stacked", "0.12-0.14", "two LSTM layers and a Dense",
                   chain(recur(first, Tuple(state, state)), recur(second, Tuple(state, state))), w,
                   528, ERA_2023)  # fmt: skip


def flux_015() -> Iterator[Sample]:
    def layered(name: str, shows: str, layer: Any, w: Weights, seed: int) -> Sample:
        return simple(
            name,
            "0.15+",
            shows,
            chain(layer, dense(w(2, HIDDEN), w(2))),
            signal(seed, IN, 6, 3),
            era=ERA_2025,
            input_shape=f"x:batch,6,{IN}",
        )

    w = Weights(531)
    cell = flux("RNNCell", fn("tanh"), w(HIDDEN, IN), w(HIDDEN, HIDDEN), w(HIDDEN))
    yield layered("rnn_015", "RNN over (features, time, batch)", recurrent("RNN", cell), w, 531)
    cell = flux("LSTMCell", w(4 * HIDDEN, IN), w(4 * HIDDEN, HIDDEN), w(4 * HIDDEN))
    yield layered("lstm_015", "LSTM over (features, time, batch)", recurrent("LSTM", cell), w, 532)
    cell = flux("GRUCell", w(3 * HIDDEN, IN), w(3 * HIDDEN, HIDDEN), w(3 * HIDDEN))
    yield layered("gru_015", "GRU over (features, time, batch)", recurrent("GRU", cell), w, 533)
    cell = flux("GRUv3Cell", w(3 * HIDDEN, IN), w(2 * HIDDEN, HIDDEN), w(3 * HIDDEN),
                w(HIDDEN, HIDDEN))  # fmt: skip
    yield layered("gruv3_015", "GRUv3 over (features, time, batch)", recurrent("GRUv3", cell), w,
                  534)  # fmt: skip
    cell = flux("LSTMCell", w(4 * HIDDEN, IN), w(4 * HIDDEN, HIDDEN), False)
    yield layered("lstm_015_no_bias", "LSTM(...; bias = false)", recurrent("LSTM", cell), w, 535)
    cell = flux("RNNCell", fn("σ"), w(HIDDEN, IN), w(HIDDEN, HIDDEN), w(HIDDEN))
    yield layered("recurrence_016", "Recurrence around a cell", recurrent("Recurrence", cell), w,
                  536)  # fmt: skip
    cell = flux("RNNCell", fn("leakyrelu"), w(HIDDEN, IN), w(HIDDEN, HIDDEN), w(HIDDEN))
    yield layered("rnn_015_leakyrelu", "an activation that no recurrent operator has: step by step",
                  recurrent("RNN", cell), w, 537)  # fmt: skip
    cell = flux("LSTMCell", w(4 * HIDDEN, IN), w(4 * HIDDEN, HIDDEN), w(4 * HIDDEN))
    yield simple(
        "lstm_016_return_state",
        "0.16+",
        "LSTM(...; return_state = true) gives the last states too",
        recurrent("LSTM", cell, return_state=True),
        signal(538, IN, 6, 3),
        era=ERA_2025,
    )


def samples() -> Iterator[Sample]:
    yield from flux_04()
    yield from flux_05()
    yield from flux_012()
    yield from flux_015()
