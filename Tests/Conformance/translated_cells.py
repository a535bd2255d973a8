"""The networks of translated_networks.py for MindSpore, run on the weights in a folder.

For each NAME.ckpt beside NAME.x.npy: loads it in strict mode with no parameter left, writes the output as
NAME.there.npy; makes weights of MindSpore's own, writes NAME.own.ckpt and what it computes with them as
NAME.own.npy. Prints one line of JSON with what went wrong.
"""
import json
import os
import sys

os.environ.setdefault("GLOG_v", "4")
import mindspore as ms
import numpy as np
from mindspore import nn


class Pictures(nn.Cell):
    def __init__(self):
        super().__init__()
        self.features = nn.SequentialCell(
            nn.Conv2d(3, 8, 3, pad_mode="pad", padding=1, has_bias=True), nn.BatchNorm2d(8), nn.ReLU(),
            nn.MaxPool2d(2, 2),
            nn.Conv2d(8, 8, 3, pad_mode="pad", padding=1, group=4), nn.BatchNorm2d(8), nn.ReLU())
        self.flatten = nn.Flatten()
        self.classifier = nn.Dense(8 * 4 * 4, 5)

    def construct(self, x):
        return self.classifier(self.flatten(self.features(x)))


class Upward(nn.Cell):
    def __init__(self):
        super().__init__()
        self.up = nn.Conv2dTranspose(4, 6, 3, stride=2, pad_mode="valid", has_bias=True)
        self.norm = nn.GroupNorm(3, 6)

    def construct(self, x):
        return self.norm(self.up(x))


class Signals(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(4, 6, 3, pad_mode="pad", padding=1, has_bias=True)
        self.act = nn.PReLU(6)
        # BatchNorm1d takes matrices only; over signals it is BatchNorm2d's.
        self.bn = nn.BatchNorm2d(6)

    def construct(self, x):
        return self.bn(self.act(self.conv(x)).expand_dims(2)).squeeze(2)


class Volumes(nn.Cell):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv3d(2, 4, 3, pad_mode="pad", padding=1, has_bias=True)
        self.bn = nn.BatchNorm3d(4)

    def construct(self, x):
        return self.bn(self.conv(x))


class Tokens(nn.Cell):
    def __init__(self):
        super().__init__()
        self.token_embedding = nn.Embedding(11, 8)
        self.ln = nn.LayerNorm((8,), epsilon=1e-5)
        self.out = nn.Dense(8, 3, has_bias=False)

    def construct(self, x):
        return self.out(self.ln(self.token_embedding(x)))


class Recurrent(nn.Cell):
    def __init__(self, layer, width):
        super().__init__()
        self.rnn = layer
        self.out = nn.Dense(width, 3)

    def construct(self, x):
        return self.out(self.rnn(x)[0])


class Attention(nn.Cell):
    def __init__(self):
        super().__init__()
        self.attn = nn.MultiheadAttention(8, 2, batch_first=True)

    def construct(self, x):
        return self.attn(x, x, x)[0]


class Encoder(nn.Cell):
    def __init__(self):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True)

    def construct(self, x):
        return self.layer(x)


CELLS = {
    "pictures": Pictures, "upward": Upward, "signals": Signals, "volumes": Volumes, "tokens": Tokens,
    "lstm": lambda: Recurrent(nn.LSTM(4, 6, batch_first=True), 6),
    "lstm_stack": lambda: Recurrent(
        nn.LSTM(4, 6, 2, batch_first=True, bidirectional=True), 12),
    "gru": lambda: Recurrent(nn.GRU(4, 6, batch_first=True), 6),
    "rnn": lambda: Recurrent(nn.RNN(4, 6, batch_first=True), 6),
    "attention": Attention, "encoder": Encoder,
}


def made(name):
    cell = CELLS[name]()
    cell.set_train(False)
    return cell


def there(folder, name, x):
    cell = made(name)
    values = ms.load_checkpoint(os.path.join(folder, f"{name}.ckpt"))
    missing, unused = ms.load_param_into_net(cell, values, strict_load=True)
    unused = [key for key in unused if not key.endswith("num_batches_tracked")]
    if missing or unused:
        return f"not loaded: {missing[:4]}, not used: {unused[:4]}"
    np.save(os.path.join(folder, f"{name}.there.npy"), cell(x).asnumpy())
    return None


def own(folder, name, x):
    cell = made(name)
    random = np.random.default_rng(3)
    for parameter in cell.get_parameters():
        value = random.standard_normal(parameter.shape).astype(np.float32) * 0.3
        if parameter.name.endswith("moving_variance"):
            value = np.abs(value) + 0.5
        parameter.set_data(ms.Tensor(value))
    ms.save_checkpoint(cell, os.path.join(folder, f"{name}.own.ckpt"))
    np.save(os.path.join(folder, f"{name}.own.npy"), cell(x).asnumpy())


def main():
    folder = sys.argv[1]
    ms.set_context(mode=ms.PYNATIVE_MODE)
    result = {}
    for name in CELLS:
        path = os.path.join(folder, f"{name}.x.npy")
        if not os.path.exists(path):
            continue
        x = ms.Tensor(np.load(path))
        result[name] = {}
        for key, work in (("error", there), ("own", own)):
            try:
                text = work(folder, name, x)
            except Exception as error:
                text = f"{type(error).__name__}: {str(error).splitlines()[0][:300]}"
            if text:
                result[name][key] = text
    print(json.dumps(result))


if __name__ == "__main__":
    main()
