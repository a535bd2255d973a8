#!/usr/bin/env python3
"""Writes the samples of this folder with MindSpore, and what it computes.

    .venv/mindspore/bin/python Samples/mindspore/make_samples.py

Every model has a folder of its name: NAME.ckpt, NAME.mindir and io.npz with the inputs and outputs, and
where it says so NAME_dyn.mindir, whose batch is open; NAME.txt is what MindSpore prints of a network that
runs in order. Weights come from a seed of their own, so that a
second run writes the same numbers.
"""
import os
import pathlib
import re
import stat

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
import numpy as np
from mindspore import Tensor, nn

HERE = pathlib.Path(__file__).resolve().parent


class Perceptron(nn.Cell):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Dense(6, 8)
        self.activation = nn.ReLU()
        self.output = nn.Dense(8, 3)

    def construct(self, x):
        return self.output(self.activation(self.hidden(x)))


class Pictures(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, stride=2, pad_mode="same")
        self.norm = nn.BatchNorm2d(4)
        self.activation = nn.ReLU6()
        self.pool = nn.MaxPool2d(2, 2)
        self.padded = nn.Conv2d(4, 6, 3, pad_mode="pad", padding=(0, 1, 2, 1), has_bias=True)
        self.flatten = nn.Flatten()
        self.output = nn.Dense(6 * 2 * 3, 5)

    def construct(self, x):
        x = self.pool(self.activation(self.norm(self.conv(x))))
        return self.output(self.flatten(self.padded(x)))


class Sequences(nn.Cell):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, 5, batch_first=True)
        self.output = nn.Dense(5, 2)

    def construct(self, x):
        steps, _ = self.lstm(x)
        return self.output(steps[:, -1, :])


def in_order() -> nn.Cell:
    return nn.SequentialCell(
        nn.Conv2d(1, 4, 3, stride=2, pad_mode="same", has_bias=True), nn.BatchNorm2d(4), nn.ReLU6(),
        nn.MaxPool2d(3, 2, pad_mode="same"),
        nn.Conv2d(4, 6, 3, pad_mode="pad", padding=(1, 1, 2, 2)), nn.HSwish(),
        nn.AvgPool2d(2, 2, pad_mode="same"), nn.Flatten(), nn.Dense(36, 5), nn.Sigmoid())


def fill(net: nn.Cell, seed: int):
    """Numbers of our own instead of MindSpore's, which change from run to run."""
    random = np.random.default_rng(seed)
    for name, parameter in net.parameters_and_names():
        values = random.standard_normal(parameter.shape).astype(np.float32) * 0.4
        if "variance" in name:
            values = np.abs(values) + 0.5
        parameter.set_data(Tensor(values))


def replaced(path: pathlib.Path) -> str:
    if path.exists():
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
        path.unlink()
    return str(path)


def write(name: str, net: nn.Cell, shape: tuple, seed: int, is_open: bool):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    fill(net, seed)
    net.set_train(False)
    x = np.random.default_rng(seed + 1).standard_normal(shape).astype(np.float32)
    y = net(Tensor(x)).asnumpy()
    np.savez(folder / "io.npz", input_0=x, output_0=y)
    ms.save_checkpoint(net, replaced(folder / f"{name}.ckpt"))
    ms.export(net, Tensor(x), file_name=replaced(folder / f"{name}.mindir"), file_format="MINDIR")
    if is_open:
        some = Tensor(shape=(None, *shape[1:]), dtype=ms.float32)
        ms.export(net, some, file_name=replaced(folder / f"{name}_dyn.mindir"), file_format="MINDIR")
    if isinstance(net, nn.SequentialCell):
        # Initialisers are printed with where they are in memory.
        text = re.sub(r"<mindspore\.[^>]*>", "None", str(net))
        (folder / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o644)


def main():
    ms.set_context(mode=ms.GRAPH_MODE, device_target="CPU")
    write("perceptron", Perceptron(), (3, 6), 10, is_open=True)
    write("pictures", Pictures(), (2, 1, 11, 9), 20, is_open=True)
    write("in_order", in_order(), (2, 1, 13, 11), 40, is_open=False)
    write("sequences", Sequences(), (2, 7, 4), 30, is_open=False)


if __name__ == "__main__":
    main()
