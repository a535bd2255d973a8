"""Tries what `Documentation/Reliability.md` promises, as far as it takes whole processes.

    promises.py --recast RECAST [--quick] [--only P12]

`--quick` leaves out what takes more than a few seconds. It needs `strace` and `readelf` without it.
"""

from __future__ import annotations

import argparse
import pathlib
import shutil
import sys
import tempfile
import time

import promises_reading  # noqa: F401: they list what they promise
import promises_writing  # noqa: F401
from promise_run import PROMISES, Broken, Program


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--recast", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", action="append", help="a promise, or a test's name; may be repeated")
    options = parser.parse_args()
    broken = count = 0
    with tempfile.TemporaryDirectory() as name:
        # Alone, so that nothing lies beside it that it would start.
        recast = pathlib.Path(name) / "recast"
        shutil.copy(options.recast, recast)
        for number, test, slow in PROMISES:
            if options.only and not {number, test.__name__} & set(options.only):
                continue
            if slow and options.quick:
                continue
            folder = pathlib.Path(name) / test.__name__
            folder.mkdir()
            start, count = time.monotonic(), count + 1
            try:
                figure = test(Program(recast, folder), folder)
                word = "kept"
            except Broken as failure:
                broken, figure, word = broken + 1, str(failure)[:1000], "BROKEN"
            print(
                f"{number} {word}: {test.__name__.replace('_', ' ')}: {figure} "
                f"({time.monotonic() - start:.1f} s)", flush=True)
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{count} tests of promises, {broken} broken")
    return 1 if broken or not count else 0


if __name__ == "__main__":
    sys.exit(main())
