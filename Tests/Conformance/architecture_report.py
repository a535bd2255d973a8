"""The page of what became of every architecture that architectures.py compared."""
from __future__ import annotations

import dataclasses
import importlib.metadata
import pathlib

INTRODUCTION = """\
# Published architectures against PyTorch

`make conformance ARCHITECTURES=` compares the members of all families of PyTorch's that `recast architectures` lists with
{libraries}; `Tests/Conformance/architectures.py` writes this page. What takes several gigabytes is
only compared when `--members` names it.

A member is made with random weights and saved. `recast convert` has to recognise it from that file, and ONNX Runtime
{runtime} has to give what PyTorch gives, with one row and with three. A member passes where all numbers of all
results are within `numpy.allclose(found, expected, rtol=1e-3, atol=1e-4)`. The part of the tolerance is the largest
difference as a part of what is allowed at its place, `1e-4 + 1e-3·|expected|`.

The weights are not trained ones. Normalisations get the statistics of random pictures, about as training leaves them,
and the last layer of a convolutional network is scaled so that logits have a variance of 1: networks of unsettled
random weights give numbers of any size, of which an absolute tolerance says nothing. Members ending in `2-layers-128`
and the like are small networks of a family that stand for the ways in which its checkpoints differ.

| family | compared | passed | max. absolute error | part of the tolerance |
|---|---|---|---|---|
"""


@dataclasses.dataclass
class Line:
    """What became of a member."""

    family: str
    name: str
    recognised: str
    #: The largest number that PyTorch gives.
    largest: float = 0.0
    #: The largest difference from PyTorch.
    difference: float = 0.0
    #: The largest difference as a part of what is allowed at its place.
    share: float = 0.0
    problem: str = ""

    @property
    def cells(self) -> list[str]:
        figures = ["", "", ""] if not self.largest else [
            f"{self.largest:.1f}", f"{self.difference:.1e}", f"{self.share:.1%}"]
        return [self.name, self.recognised, *figures, self.problem or "passed"]


def version(package: str) -> str:
    return importlib.metadata.version(package).split("+")[0]


def table_row(cells) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def write(path: pathlib.Path, lines: list[Line], left_out: list[str]):
    libraries = " and ".join(
        f"{name} {version(name)}" for name in ("torchvision", "transformers"))
    text = INTRODUCTION.format(
        libraries=f"{libraries} (torch {version('torch')})", runtime=version("onnxruntime"))
    families: dict[str, list[Line]] = {}
    for line in lines:
        families.setdefault(line.family, []).append(line)
    for family, members in sorted(families.items()):
        text += table_row([
            f"[{family}](#{family})", len(members), sum(1 for line in members if not line.problem),
            f"{max(line.difference for line in members):.1e}",
            f"{max(line.share for line in members):.1%}"]) + "\n"
    if left_out:
        text += f"\nLeft out: {', '.join(left_out)}.\n"
    for family, members in sorted(families.items()):
        text += f"\n## {family}\n\n" + table_row([
            "member", "recognised as", "largest output", "max. absolute error",
            "part of the tolerance", "result"]) + "\n|---|---|---|---|---|---|\n"
        text += "".join(table_row(line.cells) + "\n" for line in members)
    path.write_text(text, encoding="utf-8")
