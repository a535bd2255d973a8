#!/usr/bin/env python3
"""Converts checkpoints by the catalogue alone and compares the result with the networks in MindSpore.

usage: mindspore_architectures.py [--recast PROGRAM] [--only NAME,...] [--corpus FOLDER]

Each network is built in MindSpore with the cells, the names and the padding of the collection that it is named
for, gets seeded parameters, and is saved; `recast convert X.ckpt -o X.onnx` has to recognise it from names and
sizes. ONNX Runtime's results are compared with MindSpore's (rtol 1e-3, atol 1e-4), at a size of picture or
sequence that tells the kinds of padding apart.

With --corpus every NAME/NAME.ckpt, NAME/NAME_append.ckpt and NAME/NAME_crc.ckpt in a folder that is recognised
as a network of MindSpore is compared with the inputs and results in NAME/io.npz instead.

Needs mindspore 2.x, numpy below 2, onnxruntime.
"""
import argparse
import os
import subprocess
import sys
import tempfile

os.environ.setdefault("GLOG_v", "4")
import numpy as np
import onnxruntime
import mindspore as ms
from mindspore import nn, ops

RTOL, ATOL = 1e-3, 1e-4


def picture(*shape):
    return [np.random.RandomState(5).randn(*shape).astype(np.float32)]


class LeNet5(nn.Cell):
    def __init__(self, has_bias):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, pad_mode="valid", has_bias=has_bias)
        self.conv2 = nn.Conv2d(6, 16, 5, pad_mode="valid", has_bias=has_bias)
        self.fc1, self.fc2, self.fc3 = nn.Dense(400, 120), nn.Dense(120, 84), nn.Dense(84, 10)
        self.pool, self.relu, self.flatten = nn.MaxPool2d(2, 2), nn.ReLU(), nn.Flatten()

    def construct(self, x):
        for conv in (self.conv1, self.conv2):
            x = self.pool(self.relu(conv(x)))
        return self.fc3(self.relu(self.fc2(self.relu(self.fc1(self.flatten(x))))))


def convolution(inputs, outputs, kernel, stride, is_same, **more):
    if is_same:
        return nn.Conv2d(inputs, outputs, kernel, stride, pad_mode="same", **more)
    return nn.Conv2d(inputs, outputs, kernel, stride, pad_mode="pad", padding=kernel // 2, **more)


class Block(nn.Cell):
    """A residual block of either kind."""

    def __init__(self, style, is_wide, inputs, width, stride):
        super().__init__()
        outputs = width * 4 if is_wide else width
        same, eps, outer = style.same, style.eps, style.outer
        if is_wide:
            sizes = [(inputs, width, 1, 1), (width, width, 3, stride), (width, outputs, 1, 1)]
        else:
            sizes = [(inputs, width, 3, stride), (width, width, 3, 1)]
        self.steps = len(sizes)
        for number, (before, after, kernel, step) in enumerate(sizes, 1):
            norm = f"bn{number}" + ("d" if style.name == "zoo" and not is_wide else "")
            setattr(self, f"conv{number}", convolution(before, after, kernel, step, same))
            setattr(self, norm, nn.BatchNorm2d(after, eps=eps))
        self.norms = [n for n in self._cells if n.startswith("bn")]
        self.has_shortcut = stride != 1 or inputs != outputs
        if self.has_shortcut:
            self.shortcut = style.shortcut
            setattr(self, style.shortcut, nn.SequentialCell(
                nn.Conv2d(inputs, outputs, 1, stride, pad_mode="same"), nn.BatchNorm2d(outputs, eps=outer)))
        self.relu = nn.ReLU()

    def construct(self, x):
        y = x
        for number in range(1, self.steps + 1):
            y = self._cells[self.norms[number - 1]](self._cells[f"conv{number}"](y))
            if number < self.steps:
                y = self.relu(y)
        return self.relu(y + (self._cells[self.shortcut](x) if self.has_shortcut else x))


class Style:
    """What tells the collections apart."""

    def __init__(self, name, is_wide):
        zoo = name == "zoo"
        self.name = name
        self.shortcut = "down_sample_layer" if zoo else "down_sample"
        self.last = "end_point" if zoo else "classifier"
        self.same = zoo and is_wide
        self.eps = 1e-4 if zoo else 1e-5
        self.outer = 1e-4 if self.same else 1e-5


class ResNet(nn.Cell):
    def __init__(self, name, is_wide, counts, classes):
        super().__init__()
        style = Style(name, is_wide)
        self.conv1 = convolution(3, 64, 7, 2, style.same)
        self.bn1 = nn.BatchNorm2d(64, eps=style.outer)
        self.relu = nn.ReLU()
        self.pads = name == "zoo" and not is_wide
        self.pool = nn.MaxPool2d(3, 2, pad_mode="valid" if self.pads else "same")
        inputs = 64
        for stage, count in enumerate(counts):
            blocks = []
            for position in range(count):
                width = 64 * 2 ** stage
                blocks.append(Block(style, is_wide, inputs, width, 2 if stage and not position else 1))
                inputs = width * 4 if is_wide else width
            setattr(self, f"layer{stage + 1}", nn.SequentialCell(blocks))
        self.last = style.last
        setattr(self, style.last, nn.Dense(inputs, classes))

    def construct(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        if self.pads:
            x = ops.pad(x, (1, 1, 1, 1))
        x = self.layer4(self.layer3(self.layer2(self.layer1(self.pool(x)))))
        return self._cells[self.last](x.mean((2, 3)))


class Cells(nn.Cell):
    """A convolution with what stands behind it, as a cell of the model zoo's MobileNet V2."""

    def __init__(self, inputs, outputs, kernel, stride=1, group=1):
        super().__init__()
        self.features = nn.SequentialCell(*Cells.listed(inputs, outputs, kernel, stride, group))

    @staticmethod
    def listed(inputs, outputs, kernel, stride=1, group=1):
        return [nn.Conv2d(inputs, outputs, kernel, stride, pad_mode="pad", padding=kernel // 2, group=group),
                nn.BatchNorm2d(outputs), nn.ReLU6()]

    def construct(self, x):
        return self.features(x)


class Inverted(nn.Cell):
    def __init__(self, is_zoo, inputs, outputs, stride, expansion):
        super().__init__()
        make = (lambda *sizes, **more: [Cells(*sizes, **more)]) if is_zoo else Cells.listed
        inner = inputs * expansion
        steps = make(inputs, inner, 1) if expansion > 1 else []
        steps += make(inner, inner, 3, stride, inner)
        steps += [nn.Conv2d(inner, outputs, 1), nn.BatchNorm2d(outputs)]
        self.inside = "conv" if is_zoo else "layers"
        setattr(self, self.inside, nn.SequentialCell(steps))
        self.adds = stride == 1 and inputs == outputs

    def construct(self, x):
        y = self._cells[self.inside](x)
        return x + y if self.adds else y


class MobileNetV2(nn.Cell):
    def __init__(self, is_zoo, head, classes):
        super().__init__()
        make = (lambda *sizes: [Cells(*sizes)]) if is_zoo else Cells.listed
        steps, inputs = make(3, 32, 3, 2), 32
        for expansion, outputs, count, stride in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2),
                                                  (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]:
            for position in range(count):
                steps.append(Inverted(is_zoo, inputs, outputs, 1 if position else stride, expansion))
                inputs = outputs
        self.features = nn.SequentialCell(steps + make(320, 1280, 1))
        dense = nn.Dense(1280, classes)
        if head == "dense":
            self.dense = dense
            self.top = "dense"
        else:
            # Whatever stands before the dense layer has no tensors.
            name, number = head.split(".")
            before = [nn.Identity() for _ in range(int(number))]
            setattr(self, name, nn.SequentialCell(before + [dense]))
            self.top = name

    def construct(self, x):
        return self._cells[self.top](self.features(x).mean((2, 3)))


class Vgg(nn.Cell):
    def __init__(self, counts, is_normalised, has_bias, side, classes):
        super().__init__()
        steps, inputs = [], 3
        for count, outputs in zip(counts, (64, 128, 256, 512, 512)):
            for _ in range(count):
                steps.append(nn.Conv2d(inputs, outputs, 3, pad_mode="same", has_bias=has_bias))
                steps += [nn.BatchNorm2d(outputs)] if is_normalised else []
                steps.append(nn.ReLU())
                inputs = outputs
            steps.append(nn.MaxPool2d(2, 2))
        self.layers = nn.SequentialCell(steps)
        self.flatten = nn.Flatten()
        self.classifier = nn.SequentialCell(
            nn.Dense(512 * (side // 32) ** 2, 4096), nn.ReLU(), nn.Dropout(p=0.5), nn.Dense(4096, 4096), nn.ReLU(),
            nn.Dropout(p=0.5), nn.Dense(4096, classes))

    def construct(self, x):
        return self.classifier(self.flatten(self.layers(x)))


class Output(nn.Cell):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.dense, self.layernorm = nn.Dense(inputs, outputs), nn.LayerNorm((outputs,))

    def construct(self, x, beside):
        return self.layernorm(beside + self.dense(x))


class Attention(nn.Cell):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query_layer, self.key_layer = nn.Dense(width, width), nn.Dense(width, width)
        self.value_layer = nn.Dense(width, width)

    def construct(self, x, mask):
        batch, length, width = x.shape
        parts = [layer(x).reshape(batch, length, self.heads, -1).transpose(0, 2, 1, 3)
                 for layer in (self.query_layer, self.key_layer, self.value_layer)]
        scores = ops.matmul(parts[0], parts[1].transpose(0, 1, 3, 2)) / (width / self.heads) ** 0.5
        scores = ops.softmax(scores + (1.0 - mask.reshape(batch, 1, 1, length)) * -10000.0)
        return ops.matmul(scores, parts[2]).transpose(0, 2, 1, 3).reshape(batch, length, width)


class SelfAttention(nn.Cell):
    def __init__(self, width, heads):
        super().__init__()
        self.attention, self.output = Attention(width, heads), Output(width, width)

    def construct(self, x, mask):
        return self.output(self.attention(x, mask), x)


class EncoderCell(nn.Cell):
    def __init__(self, width, heads):
        super().__init__()
        self.attention = SelfAttention(width, heads)
        self.intermediate = nn.Dense(width, 4 * width, activation="gelu")
        self.output = Output(4 * width, width)

    def construct(self, x, mask):
        x = self.attention(x, mask)
        return self.output(self.intermediate(x), x)


class Encoder(nn.Cell):
    def __init__(self, count, width, heads):
        super().__init__()
        self.layers = nn.CellList([EncoderCell(width, heads) for _ in range(count)])

    def construct(self, x, mask):
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Postprocessor(nn.Cell):
    def __init__(self, width):
        super().__init__()
        self.token_type_embedding = nn.Embedding(2, width)
        self.full_position_embedding = nn.Embedding(40, width)
        self.layernorm = nn.LayerNorm((width,))

    def construct(self, x, kinds):
        places = self.full_position_embedding(ops.arange(x.shape[1]))
        return self.layernorm(x + self.token_type_embedding(kinds) + places)


class Bert(nn.Cell):
    def __init__(self, count, width):
        super().__init__()
        self.bert_embedding_lookup = nn.Embedding(60, width)
        self.bert_embedding_postprocessor = Postprocessor(width)
        self.bert_encoder = Encoder(count, width, width // 64)
        self.dense = nn.Dense(width, width, activation="tanh")

    def construct(self, ids, kinds, mask):
        x = self.bert_embedding_postprocessor(self.bert_embedding_lookup(ids), kinds)
        x = self.bert_encoder(x, mask.astype(ms.float32))
        return x, self.dense(x[:, 0])


class Task(nn.Cell):
    """A network with something around it, whose names then begin with a prefix."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert

    def construct(self, *inputs):
        return self.bert(*inputs)


def tokens():
    seed = np.random.RandomState(6)
    mask = np.ones((2, 9), np.int64)
    mask[1, 5:] = 0
    return [seed.randint(0, 60, (2, 9)), seed.randint(0, 2, (2, 9)), mask]


CASES = {
    "lenet5": (lambda: LeNet5(True), lambda: picture(2, 1, 32, 32), []),
    "lenet5-without-bias": (lambda: LeNet5(False), lambda: picture(2, 1, 32, 32), []),
    "resnet50-zoo": (lambda: ResNet("zoo", True, (3, 4, 6, 3), 10), lambda: picture(2, 3, 224, 224), []),
    "resnet50-zoo-odd": (lambda: ResNet("zoo", True, (3, 4, 6, 3), 10), lambda: picture(1, 3, 97, 130),
                         ["--input-shape", "x:batch,3,97,130"]),
    "resnet18-zoo": (lambda: ResNet("zoo", False, (2, 2, 2, 2), 10), lambda: picture(1, 3, 224, 224), []),
    "resnet34-mindcv": (lambda: ResNet("cv", False, (3, 4, 6, 3), 1000), lambda: picture(1, 3, 224, 224), []),
    "resnet50-mindcv": (lambda: ResNet("cv", True, (3, 4, 6, 3), 1000), lambda: picture(1, 3, 224, 224), []),
    "mobilenet_v2-zoo": (lambda: MobileNetV2(True, "dense", 26), lambda: picture(1, 3, 224, 224), []),
    "mobilenet_v2-zoo-head": (lambda: MobileNetV2(True, "head.1", 26), lambda: picture(1, 3, 224, 224), []),
    "mobilenet_v2-mindcv": (lambda: MobileNetV2(False, "classifier.1", 1000), lambda: picture(1, 3, 224, 224), []),
    "vgg11": (lambda: Vgg((1, 1, 2, 2, 2), False, True, 32, 10), lambda: picture(2, 3, 32, 32), []),
    "vgg16_bn": (lambda: Vgg((2, 2, 3, 3, 3), True, False, 64, 10), lambda: picture(2, 3, 64, 64), []),
    "bert": (lambda: Bert(2, 128), tokens, []),
    "bert-in-a-task": (lambda: Task(Bert(3, 128)), tokens, []),
}


def seed(net):
    random = np.random.RandomState(11)
    for parameter in net.get_parameters():
        shape, name = parameter.shape, parameter.name
        if name.endswith(("moving_variance", "gamma")):
            # What blocks add to one another stays within the size of their inputs.
            value = random.uniform(0.1, 0.5, shape) if "layer" in name else random.uniform(0.5, 1.5, shape)
        elif len(shape) > 1:
            value = random.randn(*shape) * (2 / np.prod(shape[1:])) ** 0.5
        else:
            value = random.randn(*shape) * 0.05
        parameter.set_data(ms.Tensor(value.astype(np.float32)))


def run(name, recast, folder):
    make, inputs, options = CASES[name]
    net = make()
    seed(net)
    net.set_train(False)
    values = inputs()
    expected = net(*[ms.Tensor(v if v.dtype == np.float32 else v.astype(np.int32)) for v in values])
    expected = expected if isinstance(expected, tuple) else (expected,)
    checkpoint, model = os.path.join(folder, "net.ckpt"), os.path.join(folder, "net.onnx")
    ms.save_checkpoint(net, checkpoint)
    known, problem = converted(recast, checkpoint, model, options)
    os.chmod(checkpoint, 0o600)
    os.remove(checkpoint)
    if known is None:
        return None, problem
    return agreement(model, values, [one.asnumpy() for one in expected], known)


def agreement(model, values, expected, known):
    """The largest difference, or nothing, and a text."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    inputs = {}
    for declared, value in zip(session.get_inputs(), values):
        kind = {"tensor(int64)": np.int64, "tensor(float)": np.float32}[declared.type]
        inputs[declared.name] = value.astype(kind)
    worst = 0.0
    for one, other in zip(expected, session.run(None, inputs)):
        if one.shape != other.shape:
            return None, f"{known}: {one.shape} and {other.shape}"
        worst = max(worst, float(np.abs(one - other).max()))
        if not np.allclose(other, one, rtol=RTOL, atol=ATOL):
            return None, f"{known}: the largest difference is {worst:.3g}, of values up to {np.abs(one).max():.3g}"
    return worst, known


def converted(recast, checkpoint, model, options=()):
    """What the checkpoint was recognised as, or nothing, and what went wrong."""
    result = subprocess.run([recast, "convert", checkpoint, "-o", model, *options], capture_output=True, text=True)
    if result.returncode:
        return None, result.stderr.strip()
    known = [line.strip() for line in result.stdout.splitlines() if "recognised as" in line]
    return known[0] if known else "", ""


def compare_corpus(corpus, recast):
    failures = count = 0
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "net.onnx")
        for name in sorted(os.listdir(corpus)):
            for stem in (name, name + "_append", name + "_crc"):
                checkpoint = os.path.join(corpus, name, stem + ".ckpt")
                if not os.path.exists(checkpoint):
                    continue
                known, problem = converted(recast, checkpoint, model)
                if known is None or "mindspore-" not in known:
                    print(f"{stem}: {known or problem[-60:]}")
                    continue
                arrays = np.load(os.path.join(corpus, name, "io.npz"))
                ordered = {kind: [arrays[k] for k in sorted(arrays) if k.startswith(kind)] for kind in ("input", "output")}
                worst, text = agreement(model, ordered["input"], ordered["output"], known)
                count += 1
                failures += worst is None
                print(f"{stem}: {text}" if worst is None else f"{stem}: {text}, largest difference {worst:.2g}")
    print(f"{count - failures} of {count} checkpoints agree")
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recast", default="recast")
    parser.add_argument("--only", default="")
    parser.add_argument("--corpus")
    options = parser.parse_args()
    if options.corpus:
        sys.exit(1 if compare_corpus(options.corpus, options.recast) else 0)
    names = options.only.split(",") if options.only else list(CASES)
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            worst, text = run(name, options.recast, folder)
            failures += worst is None
            print(f"{name}: {text}" if worst is None else f"{name}: {text}, largest difference {worst:.2g}", flush=True)
    print(f"{len(names) - failures} of {len(names)} networks agree")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
