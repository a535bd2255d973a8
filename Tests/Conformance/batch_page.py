#!/usr/bin/env python3
"""Opens the HTML report of a batch in a real browser and checks what a person would see: no error, nothing
loaded from elsewhere, nothing run, every row, every drawing with its boxes in view, hostile names as text.

    .venv/bin/python Tests/Conformance/batch_page.py --recast .build/release/recast [--picture page.png]

It needs a Chromium (Debian's `chromium`) and the Python package `playwright`.
"""

from __future__ import annotations

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

from playwright.sync_api import sync_playwright

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = REPOSITORY / "Samples"
HOSTILE = "<img src=x onerror=alert(1)>‮ & '\".bson"
MODELS = {
    "seed.bson": "flux/seed.bson", "branches.bson": "flux/parallel_image.bson",
    "deep.safetensors": "torch/mlp.safetensors", "mlp.pth": "torch/mlp.pth",
    "cut.bson": "flux/truncated.bson", HOSTILE: "flux/act_relu.bson",
    "broken " + HOSTILE: "flux/truncated.bson",
}

# A network of more nodes than are drawn; the weights are only there to be bound to something.
DEEP = """
architecture: deep
inputs: {x: [batch, 12]}
forward:
  - repeat: "${range(90)}"
    as: i
    forward: [{kind: Tanh}]
"""
PLAN = """
defaults: {output: "out/{name}.onnx"}
jobs:
  - {inputs: models/*, exclude: models/*.safetensors}
  - {inputs: models/*.safetensors, architecture: deep.yaml, strict: false}
"""


def make_page(recast: str, folder: pathlib.Path) -> pathlib.Path:
    (folder / "models").mkdir()
    for name, sample in MODELS.items():
        shutil.copyfile(SAMPLES / sample, folder / "models" / name)
    (folder / "recast.yaml").write_text(PLAN)
    (folder / "deep.yaml").write_text(DEEP)
    result = subprocess.run(
        [recast, "batch", "recast.yaml", "--html", "page.html", "--shard", "1/1"], cwd=folder,
        capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == 1, f"exit {result.returncode}: {result.stderr}"
    return folder / "page.html"


def judge(page_file: pathlib.Path, browser_path: str, picture: str | None) -> list[str]:
    facts = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        problems: list[str] = []
        page.on("console", lambda message: problems.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (problems.append("a dialog"), dialog.dismiss()))
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(page_file.as_uri())
        assert problems == [], problems
        assert requests == [page_file.as_uri()], requests
        facts.append("nothing else is loaded, nothing is run")

        rows = page.locator("tbody.job")
        assert rows.count() == len(MODELS), rows.count()
        failed = page.locator(".counts .failed").get_attribute("data-count")
        converted = page.locator(".counts .converted").get_attribute("data-count")
        assert (converted, failed) == ("5", "2"), (converted, failed)
        facts.append(f"{rows.count()} rows, {converted} converted, {failed} failed")

        text = page.locator("body").inner_text()
        assert "<img src=x onerror=alert(1)>" in text, "the name is not shown as it is"
        assert "‮" not in text, "a name can reorder the text around it"
        assert page.locator("img, script, iframe").count() == 0, "a name is markup"
        facts.append("hostile names are text")

        for summary in page.locator("summary").all():
            summary.click()
        drawings = page.locator("svg")
        assert drawings.count() == 5, drawings.count()
        labels = 0
        for drawing in drawings.all():
            frame = drawing.bounding_box()
            assert frame and frame["width"] > 100 and frame["height"] > 60, frame
            for label in drawing.locator("text").all():
                box = label.bounding_box()
                assert box and box["width"] > 0, "a label is not drawn"
                inside = (
                    box["x"] >= frame["x"] - 1 and box["y"] >= frame["y"] - 1
                    and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
                    and box["y"] + box["height"] <= frame["y"] + frame["height"] + 1)
                assert inside, f"'{label.text_content()}' is outside of its drawing"
                labels += 1
        assert page.locator("svg .gap").count() == 1, "the deep network is not cut short"
        facts.append(f"{drawings.count()} drawings, all {labels} labels in view")

        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 1200, f"the page is {width} pixels wide"
        assert problems == [], problems
        if picture:
            page.screenshot(path=picture, full_page=True)
        browser.close()
    return facts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recast", default=".build/debug/recast", help="the program to judge")
    parser.add_argument("--browser", help="the browser; else chromium of the PATH")
    parser.add_argument("--picture", help="where to keep a picture of the page")
    options = parser.parse_args()
    browser = options.browser or shutil.which("chromium") or shutil.which("chromium-browser")
    if not browser:
        print("FAIL batch page: there is no chromium; apt-get install chromium")
        return 1
    with tempfile.TemporaryDirectory(prefix="recast-page-") as folder:
        page = make_page(str(pathlib.Path(options.recast).resolve()), pathlib.Path(folder))
        try:
            facts = judge(page, browser, options.picture)
        except AssertionError as failure:
            print(f"FAIL batch page: {failure}")
            return 1
    print(f"ok   batch page: {'; '.join(facts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
