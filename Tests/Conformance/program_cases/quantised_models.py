"""Networks that PyTorch quantised: by calibration, and with ranges that are found when they run."""
from __future__ import annotations

import torch
import torch.ao.quantization as quantization

from .case import ALL_EXPORTS, BATCH, SCRIPTS, TRACES, Case

nn = torch.nn
#: A step of a result's scale: what a sum rounded the other way at a half differs by.
ONE_STEP = (0.0, 0.03)


class Pictures(nn.Module):
    def __init__(self):
        super().__init__()
        self.enter, self.leave = quantization.QuantStub(), quantization.DeQuantStub()
        self.first = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU())
        self.second = nn.Conv2d(8, 8, 3, groups=2, padding=1)
        self.sums = torch.ao.nn.quantized.FloatFunctional()
        self.pool = nn.Sequential(nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.last = nn.Sequential(nn.Linear(8, 6), nn.ReLU(), nn.Linear(6, 5))

    def forward(self, x):
        x = self.first(self.enter(x))
        return self.leave(self.last(self.pool(self.sums.add_relu(self.second(x), x))))


class Functions(nn.Module):
    def __init__(self):
        super().__init__()
        self.enter, self.leave = quantization.QuantStub(), quantization.DeQuantStub()
        self.bend, self.mix = nn.Hardswish(), torch.ao.nn.quantized.FloatFunctional()
        self.up = nn.ConvTranspose1d(4, 4, 3, stride=2)
        self.norm, self.narrow = nn.LayerNorm(9), nn.Conv1d(8, 3, 1)

    def forward(self, x):
        x = self.norm(self.bend(self.up(self.enter(x))))
        return self.leave(self.narrow(self.mix.cat([x, x.sigmoid()], 1)))


class Dense(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Linear(6, 7), nn.ReLU(), nn.Linear(7, 3))


def calibrated(make, *shape: int, engine: str = "qnnpack", fused: list | None = None):
    def build() -> nn.Module:
        torch.backends.quantized.engine = engine
        model = make().eval()
        model.qconfig = quantization.get_default_qconfig(engine)
        if fused:
            model = quantization.fuse_modules(model, fused)
        model = quantization.prepare(model)
        for _ in range(4):
            model(torch.randn(4, *shape))
        return quantization.convert(model)
    return build


def dynamic() -> nn.Module:
    torch.backends.quantized.engine = "fbgemm"
    return quantization.quantize_dynamic(Dense().eval(), {nn.Linear}, dtype=torch.qint8)


class Trained(nn.Module):
    """What training with quantisation in mind leaves: numbers that are rounded and stay real."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(6, 4)
        self.register_buffer("scales", torch.rand(4) * 0.01 + 0.005)
        self.register_buffer("zeros", torch.zeros(4, dtype=torch.int32))

    def forward(self, x):
        weight = torch.fake_quantize_per_channel_affine(
            self.linear.weight, self.scales, self.zeros, 0, -127, 127)
        x = torch.fake_quantize_per_tensor_affine(x, 0.05, 120, 0, 255)
        return nn.functional.linear(x, weight, self.linear.bias)


FUSED = [["first.0", "first.1", "first.2"], ["last.0", "last.1"]]
CASES = [
    Case(f"quantised_pictures_{engine}", calibrated(Pictures, 3, 8, 8, engine=engine, fused=FUSED),
         lambda rows: (torch.randn(rows, 3, 8, 8),), dynamic=BATCH, modes=TRACES + SCRIPTS,
         tolerance=ONE_STEP, note="within one step of the result's scale")
    for engine in ("qnnpack", "fbgemm")
] + [
    Case("quantised_functions", calibrated(Functions, 4, 4), lambda rows: (torch.randn(rows, 4, 4),),
         dynamic=BATCH, modes=TRACES, tolerance=ONE_STEP,
         note="within one step of the result's scale"),
    Case("quantised_when_run", dynamic, lambda rows: (torch.randn(rows, 6),), dynamic=BATCH,
         modes=TRACES + SCRIPTS, tolerance=(0.0, 0.02), note="within one step of the input's scale"),
    Case("quantised_in_training", Trained, lambda rows: (torch.randn(rows, 6),), dynamic=BATCH,
         modes=ALL_EXPORTS),
]
