#!/usr/bin/env python3
"""Plays trainings through MindSpore's own ModelCheckpoint and notes which files it leaves.

usage: mindspore_policies.py [--write] [--fixture FILE]

Each case is a configuration and a sequence of steps at simulated times: the callback's clock is replaced,
and so is the time that each file gets. The files after every event are what Tests/ConversionTests/
CheckpointDirectories compares Recast's CheckpointDirectory and CheckpointSchedule with. Some cases are
whole runs of Model.train. Without --write the fixture is made again and compared with the committed one,
so that it cannot grow old; the tests themselves need no MindSpore.

Needs mindspore 2.x, numpy below 2.
"""
import argparse
import json
import os
import pathlib
import random
import stat
import sys
import tempfile
import types

os.environ.setdefault("GLOG_v", "4")
import mindspore as ms
import numpy as np
from mindspore import nn
from mindspore.dataset import NumpySlicesDataset
from mindspore.train import Callback, CheckpointConfig, Model, ModelCheckpoint
from mindspore.train import model as train_model
from mindspore.train.callback import _checkpoint

FIXTURE = pathlib.Path(__file__).resolve().parent / "mindspore_policies.json"
START = 1_700_000_000.0  # what the clock shows when a case begins


class Clock:
    """The time that the callback sees."""

    def __init__(self):
        self.now = START
        self.save_seconds = 0.0
        self.saved = None

    def install(self):
        """Replaces the clock of the callback, and gives every saved file the simulated time."""
        _checkpoint.time = types.SimpleNamespace(time=lambda: self.now)
        for module in (_checkpoint, train_model):
            module.save_checkpoint = self.timed(module.save_checkpoint)

    def timed(self, save):
        def saving(network, path, *arguments, **options):
            save(network, path, *arguments, **options)
            self.now += self.save_seconds
            touch(path, self.now)
            mode = stat.S_IMODE(os.stat(path).st_mode)
            assert mode == 0o400, f"{path} has mode {mode:o}"
            self.saved = os.path.basename(path)

        return saving


CLOCK = Clock()


def touch(path, time):
    os.utime(path, ns=(round(time * 1000) * 1_000_000,) * 2)


def config(**numbers):
    """A configuration: only the four numbers that a case is about, and a format."""
    return numbers


def run_config(numbers):
    return CheckpointConfig(**numbers)


class Case:
    """One folder, the trainings that save to it, and what happens."""

    def __init__(self, name, *configs, prefix="CKP", batch_num=4, save_seconds=0.0, existing=(),
                 prefixes=None, named=None):
        self.name = name
        self.trainings = [
            {"prefix": (prefixes or [prefix] * len(configs))[i], "config": configs[i]}
            for i in range(len(configs))
        ]
        self.batch_num = batch_num
        self.save_seconds = save_seconds
        self.existing = [[name, time] for name, time in existing]
        self.named = named  # a format of the prefix that is a function
        self.events = []

    def begin(self, training=0, after=0.0):
        self.events.append({"event": "begin", "training": training, "after": after})
        return self

    def steps(self, first, last, every, training=0):
        """Steps `first` to `last`, each so many seconds (or those of a list in turn) after the one before."""
        gaps = every if isinstance(every, list) else [every]
        for step in range(first, last + 1):
            self.events.append({
                "event": "step", "training": training, "after": gaps[(step - first) % len(gaps)],
                "epoch": (step - 1) // self.batch_num + 1, "step": step,
            })
        return self

    def end(self, step, after=0.25, training=0):
        self.events.append({
            "event": "end", "training": training, "after": after,
            "epoch": (step - 1) // self.batch_num + 1, "step": step,
        })
        return self

    def fail(self, epoch, step_in_epoch, after=0.25, training=0):
        self.events.append({
            "event": "exception", "training": training, "after": after, "epoch": epoch,
            "step_in_epoch": step_in_epoch,
        })
        return self

    def put(self, name, after=0.25):
        self.events.append({"event": "put", "name": name, "after": after})
        return self

    def drop(self, name):
        self.events.append({"event": "drop", "name": name, "after": 0.25})
        return self

    # ------------------------------------------------------------------ running

    def play(self):
        """The case with what MindSpore did, as the fixture has it."""
        with tempfile.TemporaryDirectory() as folder:
            CLOCK.now = START
            CLOCK.save_seconds = self.save_seconds
            for name, time in self.existing:
                self.make(folder, name, time)
            callbacks = {}
            rows, before = [], listing(folder)
            for event in self.events:
                CLOCK.now += event["after"]
                time, CLOCK.saved = CLOCK.now, None
                self.happen(event, folder, callbacks)
                row = {key: value for key, value in event.items() if key != "after"}
                row["time"] = time
                if CLOCK.saved:
                    row["saved"] = CLOCK.saved
                files = listing(folder)
                if files != before:
                    row["files"] = before = files
                rows.append(row)
        return self.described(rows)

    def described(self, rows):
        return {
            "name": self.name, "batch_num": self.batch_num, "start": START,
            "save_seconds": self.save_seconds, "existing": self.existing,
            **({"named": self.named} if self.named else {}),
            "trainings": self.trainings, "events": rows,
        }

    def happen(self, event, folder, callbacks):
        kind = event["event"]
        if kind == "put":
            return self.make(folder, event["name"], CLOCK.now)
        if kind == "drop":
            path = os.path.join(folder, event["name"])
            os.chmod(path, 0o600)
            return os.remove(path)
        training = event["training"]
        if kind == "begin":
            callbacks[training] = self.callback(training, folder)
            return None
        callback = callbacks[training]
        if kind == "exception":
            return self.fail_in(callback, event)
        parameters = types.SimpleNamespace(
            cur_step_num=event["step"], cur_epoch_num=event["epoch"], batch_num=self.batch_num,
            train_network=NETWORK)
        context = types.SimpleNamespace(original_args=lambda: parameters)
        (callback.step_end if kind == "step" else callback.end)(context)
        return None

    def callback(self, training, folder):
        described = self.trainings[training]
        prefix = described["prefix"]
        if self.named:
            form = self.named
            prefix = lambda parameters: form.format(  # noqa: E731
                epoch=parameters.cur_epoch_num, step=parameters.cur_step_num)
        return ModelCheckpoint(
            prefix=prefix, directory=folder, config=run_config(described["config"]))

    @staticmethod
    def fail_in(callback, event):
        """What Model.train does when something is thrown inside."""
        model = types.SimpleNamespace(
            _current_epoch_num=event["epoch"], _current_step_num=event["step_in_epoch"],
            _train_network=NETWORK)

        def train(self, callbacks=None):
            raise ArithmeticError("as a test wants")

        try:
            train_model._save_final_ckpt(train)(model, callbacks=callback)
        except ArithmeticError:
            pass

    @staticmethod
    def make(folder, name, time):
        path = os.path.join(folder, name)
        with open(path, "wb"):
            pass
        touch(path, time)


class TrainedCase(Case):
    """A whole run of Model.train."""

    def __init__(self, name, numbers, epochs, batch_num, gaps, fail_at=None, **options):
        super().__init__(name, numbers, batch_num=batch_num, **options)
        self.epochs, self.gaps, self.fail_at = epochs, gaps, fail_at

    def play(self):
        case, rows = self, []
        with tempfile.TemporaryDirectory() as folder:
            CLOCK.now, CLOCK.save_seconds = START, self.save_seconds
            for name, time in self.existing:
                self.make(folder, name, time)
            before = [listing(folder)]

            def note(event, **facts):
                row = {"event": event, "training": 0, **facts}
                if CLOCK.saved:
                    row["saved"] = CLOCK.saved
                files = listing(folder)
                if files != before[0]:
                    row["files"] = before[0] = files
                rows.append(row)

            class Ticking(Callback):
                """Stands before the one that saves: the time goes on, or something fails."""

                def on_train_step_begin(self, run_context):
                    step = run_context.original_args().cur_step_num
                    CLOCK.now += case.gaps[(step - 1) % len(case.gaps)]
                    CLOCK.saved, CLOCK.event_time = None, CLOCK.now
                    if case.fail_at == step:
                        raise ArithmeticError("as a test wants")

            class Noting(Callback):
                """Stands behind the one that saves."""

                def on_train_step_end(self, run_context):
                    facts = run_context.original_args()
                    note("step", time=CLOCK.event_time, epoch=facts.cur_epoch_num,
                         step=facts.cur_step_num)
                    CLOCK.saved, CLOCK.event_time = None, CLOCK.now

                def on_train_end(self, run_context):
                    facts = run_context.original_args()
                    note("end", time=CLOCK.event_time, epoch=facts.cur_epoch_num,
                         step=facts.cur_step_num)

            rows.append({"event": "begin", "training": 0, "time": CLOCK.now})
            data = {"x": np.ones((self.batch_num, 1), np.float32),
                    "y": np.ones((self.batch_num, 1), np.float32)}
            network = nn.Dense(1, 1)
            model = Model(network, nn.MSELoss(), nn.SGD(network.trainable_params(), 0.01))
            callbacks = [Ticking(), self.callback(0, folder), Noting()]
            try:
                model.train(self.epochs, NumpySlicesDataset(data, shuffle=False).batch(1),
                            callbacks=callbacks, dataset_sink_mode=False)
            except ArithmeticError:
                note("exception", time=CLOCK.event_time, epoch=model._current_epoch_num,
                     step_in_epoch=model._current_step_num)
        return self.described(rows)


def listing(folder):
    """What is in a folder; a compiled graph beside the checkpoints is none."""
    return sorted(name for name in os.listdir(folder) if not name.endswith("-graph.meta"))


# ------------------------------------------------------------------------------ the cases


def plain_cases():
    yield Case("the defaults: every step, five are kept", config()) \
        .begin().steps(1, 12, 1.0).end(12)
    yield Case("every third step, three are kept, the last step too",
               config(save_checkpoint_steps=3, keep_checkpoint_max=3)) \
        .begin().steps(1, 17, 2.5).end(17)
    yield Case("the end saves nothing that was saved",
               config(save_checkpoint_steps=4, keep_checkpoint_max=3)) \
        .begin().steps(1, 12, 1.0).end(12)
    yield Case("only the last one is kept", config(save_checkpoint_steps=2, keep_checkpoint_max=1)) \
        .begin().steps(1, 9, 1.0).end(9)
    yield Case("more steps than there are: only the end saves",
               config(save_checkpoint_steps=100)).begin().steps(1, 7, 1.0).end(7)
    yield Case("an end without a step", config()).begin().end(0)
    yield Case("steps that jump",
               config(save_checkpoint_steps=5, keep_checkpoint_max=2)) \
        .begin().steps(3, 3, 1.0).steps(11, 11, 1.0).steps(12, 16, 1.0).end(16)
    yield Case("seconds: more than ten after the last",
               config(save_checkpoint_steps=0, save_checkpoint_seconds=10, keep_checkpoint_max=4)) \
        .begin().steps(1, 20, [4.0, 6.0, 3.5, 0.5]).end(20)
    yield Case("seconds: exactly ten are not more",
               config(save_checkpoint_steps=None, save_checkpoint_seconds=10)) \
        .begin().steps(1, 9, 5.0).end(9)
    yield Case("seconds: the end comes before they are over",
               config(save_checkpoint_steps=0, save_checkpoint_seconds=1000)) \
        .begin(after=3.0).steps(1, 5, 1.0).end(5)
    yield Case("seconds while saving takes longer than they are",
               config(save_checkpoint_steps=0, save_checkpoint_seconds=2, keep_checkpoint_max=3),
               save_seconds=5.0).begin().steps(1, 8, 1.0).end(8)
    yield Case("steps before seconds",
               config(save_checkpoint_steps=5, save_checkpoint_seconds=1)) \
        .begin().steps(1, 13, 3.0).end(13)
    yield Case("one for each minute",
               config(save_checkpoint_steps=1, keep_checkpoint_max=0,
                      keep_checkpoint_per_n_minutes=1)) \
        .begin().steps(1, 24, 11.0).end(24)
    yield Case("one for each two minutes, in bursts",
               config(save_checkpoint_steps=1, keep_checkpoint_max=None,
                      keep_checkpoint_per_n_minutes=2)) \
        .begin().steps(1, 30, [5.0, 5.0, 5.0, 5.0, 130.0, 1.0, 70.0]).end(30)
    yield Case("one for each minute, saved by seconds",
               config(save_checkpoint_steps=0, save_checkpoint_seconds=15, keep_checkpoint_max=0,
                      keep_checkpoint_per_n_minutes=1)) \
        .begin().steps(1, 40, 7.0).end(40)
    yield Case("one for each minute, saved rarely: all stay",
               config(save_checkpoint_steps=2, keep_checkpoint_max=0,
                      keep_checkpoint_per_n_minutes=1)) \
        .begin().steps(1, 12, 45.0).end(12)
    yield Case("one for each minute while saving takes long",
               config(keep_checkpoint_max=0, keep_checkpoint_per_n_minutes=1), save_seconds=20.0) \
        .begin().steps(1, 12, 9.0).end(12)
    yield Case("a number before minutes",
               config(save_checkpoint_steps=1, keep_checkpoint_max=3,
                      keep_checkpoint_per_n_minutes=1)) \
        .begin().steps(1, 15, 20.0).end(15)
    yield Case("neither a number nor minutes: one is kept",
               config(save_checkpoint_steps=2, keep_checkpoint_max=0,
                      keep_checkpoint_per_n_minutes=0)) \
        .begin().steps(1, 9, 1.0).end(9)
    yield Case("neither steps nor seconds: nothing is saved, not at the end",
               config(save_checkpoint_steps=0, save_checkpoint_seconds=0, keep_checkpoint_max=5)) \
        .begin().steps(1, 9, 100.0).end(9)
    yield Case("all four at once",
               config(save_checkpoint_steps=3, save_checkpoint_seconds=2, keep_checkpoint_max=2,
                      keep_checkpoint_per_n_minutes=1)) \
        .begin().steps(1, 14, 8.0).end(14)
    yield Case("one step an epoch", config(save_checkpoint_steps=2), batch_num=1) \
        .begin().steps(1, 9, 1.0).end(9)
    yield Case("safetensors", config(save_checkpoint_steps=2, keep_checkpoint_max=2,
                                     format="safetensors")).begin().steps(1, 9, 1.0).end(9)
    yield Case("whole and in slices: no difference on one device",
               config(save_checkpoint_steps=2, keep_checkpoint_max=2, integrated_save=False)) \
        .begin().steps(1, 6, 1.0).end(6)
    yield Case("epoch and step stored inside", config(save_checkpoint_steps=3,
                                                      append_info=["epoch_num", "step_num"])) \
        .begin().steps(1, 8, 1.0).end(8)


def naming_cases():
    old = START - 1000
    yield Case("a prefix that files have", config(save_checkpoint_steps=2), prefix="LeNet5",
               existing=[("LeNet5-1_2.ckpt", old), ("LeNet5-2_2.ckpt", old + 1)]) \
        .begin().steps(1, 4, 1.0).end(4)
    yield Case("a prefix that files have with numbers", config(save_checkpoint_steps=2),
               existing=[("CKP-1_2.ckpt", old), ("CKP_1-1_2.ckpt", old + 1),
                         ("CKP_7-3_1.ckpt", old + 2), ("CKP_x-1_1.ckpt", old + 3)]) \
        .begin().steps(1, 4, 1.0).end(4)
    yield Case("names that only look alike", config(save_checkpoint_steps=2, keep_checkpoint_max=2),
               prefix="net",
               existing=[("network-1_1.ckpt", old), ("net12-1_1.txt", old + 1), ("net.ckpt", old + 2),
                         ("net_best.ckpt", old + 3), ("other-1_1.ckpt", old + 4)]) \
        .begin().steps(1, 6, 1.0).end(6)
    yield Case("a digit right behind the prefix is passed over", config(save_checkpoint_steps=2),
               prefix="net", existing=[("net12-1_1.ckpt", old)]).begin().steps(1, 4, 1.0).end(4)
    yield Case("a prefix of safetensors counts for checkpoints", config(save_checkpoint_steps=2),
               existing=[("CKP-9_9.safetensors", old)]).begin().steps(1, 4, 1.0).end(4)
    yield Case("what was saved after a failure counts for no training",
               config(save_checkpoint_steps=2), existing=[("CKP-1_3_breakpoint.ckpt", old)]) \
        .begin().steps(1, 4, 1.0).end(4)
    yield Case("an underscore and a hyphen in the prefix",
               config(save_checkpoint_steps=1, keep_checkpoint_max=2), prefix="my_net-v2",
               existing=[("my_net-v2-1_1.ckpt", old), ("my_net-1_1.ckpt", old + 1)]) \
        .begin().steps(1, 5, 1.0).end(5)
    yield Case("an empty prefix", config(save_checkpoint_steps=1, keep_checkpoint_max=2), prefix="") \
        .begin().steps(1, 4, 1.0).end(4)
    yield Case("letters of other alphabets", config(save_checkpoint_steps=1, keep_checkpoint_max=2),
               prefix="модель", existing=[("модельь-1_1.ckpt", old), ("модель_3-1_1.ckpt", old + 1)]) \
        .begin().steps(1, 4, 1.0).end(4)
    yield Case("two trainings in a row", config(save_checkpoint_steps=2, keep_checkpoint_max=2),
               config(save_checkpoint_steps=3, keep_checkpoint_max=2)) \
        .begin().steps(1, 7, 1.0).end(7).begin(1).steps(1, 8, 1.0, training=1).end(8, training=1)
    two = Case("two trainings of one name at once",
               config(save_checkpoint_steps=1, keep_checkpoint_max=3),
               config(save_checkpoint_steps=2, keep_checkpoint_max=2)).begin().begin(1)
    for step in range(1, 9):
        two.steps(step, step, 0.5).steps(step, step, 0.5, training=1)
    yield two.end(8).end(8, training=1)
    both = Case("two networks in one folder",
                config(save_checkpoint_steps=1, keep_checkpoint_max=2),
                config(save_checkpoint_steps=3, keep_checkpoint_max=2),
                prefixes=["generator", "discriminator"]).begin().begin(1)
    for step in range(1, 11):
        both.steps(step, step, 0.5).steps(step, step, 0.5, training=1)
    yield both.end(10).end(10, training=1)
    yield Case("files that others put and take", config(save_checkpoint_steps=1,
                                                        keep_checkpoint_max=3)) \
        .begin().steps(1, 3, 1.0).put("CKP-9_9.ckpt").put("CKP-best_1.ckpt").put("notes.txt") \
        .steps(4, 5, 1.0).drop("CKP-1_4.ckpt").steps(6, 9, 1.0).end(9)
    yield Case("fewer to keep than there are: one goes each time",
               config(save_checkpoint_steps=1, keep_checkpoint_max=2)) \
        .begin().put("CKP-7_1.ckpt").put("CKP-7_2.ckpt").put("CKP-7_3.ckpt").put("CKP-7_4.ckpt") \
        .steps(1, 5, 1.0).end(5)
    yield Case("files from the future", config(keep_checkpoint_max=0,
                                               keep_checkpoint_per_n_minutes=1)) \
        .begin().put("CKP-8_1.ckpt", after=500.0).put("CKP-8_2.ckpt").steps(1, 1, -400.0) \
        .steps(2, 6, 10.0).end(6)
    yield Case("a clock that is set back", config(save_checkpoint_steps=0, save_checkpoint_seconds=5,
                                                  keep_checkpoint_max=2)) \
        .begin().steps(1, 4, 4.0).steps(5, 5, -60.0).steps(6, 30, 4.0).end(30)
    yield Case("names by a function", config(save_checkpoint_steps=2, keep_checkpoint_max=2),
               named="run-e{epoch}s{step}").begin().steps(1, 7, 1.0).end(7)
    yield Case("one name by a function, with files that begin with it",
               config(save_checkpoint_steps=1, keep_checkpoint_max=2), named="latest",
               existing=[("latest-1_1.ckpt", old), ("latest-1_2.ckpt", old + 1),
                         ("latest-x.ckpt", old + 2)]).begin().steps(1, 4, 1.0).end(4)
    failing = config(save_checkpoint_steps=2, exception_save=True)
    yield Case("a failure is saved beside", failing).begin().steps(1, 5, 1.0).fail(2, 1)
    yield Case("a failure at the first step", failing).begin().fail(1, 0)
    yield Case("failures of several trainings", failing, failing, failing) \
        .begin().steps(1, 3, 1.0).fail(1, 3).begin(1).steps(1, 2, 1.0, training=1) \
        .fail(1, 2, training=1).begin(2).fail(1, 0, training=2)
    yield Case("a failure that is not to be saved", config(save_checkpoint_steps=2)) \
        .begin().steps(1, 3, 1.0).fail(1, 3)


def trained_cases():
    yield TrainedCase("Model.train by steps", config(save_checkpoint_steps=3, keep_checkpoint_max=3),
                      epochs=3, batch_num=5, gaps=[1.0])
    yield TrainedCase("Model.train by seconds",
                      config(save_checkpoint_steps=0, save_checkpoint_seconds=20,
                             keep_checkpoint_max=4), epochs=4, batch_num=5, gaps=[3.0, 8.0, 1.5])
    yield TrainedCase("Model.train for minutes",
                      config(save_checkpoint_steps=1, keep_checkpoint_max=0,
                             keep_checkpoint_per_n_minutes=2), epochs=4, batch_num=6,
                      gaps=[10.0, 30.0, 2.0, 55.0, 40.0], save_seconds=1.5)
    yield TrainedCase("Model.train that fails",
                      config(save_checkpoint_steps=2, exception_save=True), epochs=3, batch_num=4,
                      gaps=[1.0], fail_at=7)


def drawn_cases(count):
    """Configurations and times as a generator of random numbers has them."""
    for number in range(count):
        draw = random.Random(number)
        numbers = config(
            save_checkpoint_steps=draw.choice([0, None, 1, 1, 2, 3, 7]),
            save_checkpoint_seconds=draw.choice([0, 5, 30, 90]),
            keep_checkpoint_max=draw.choice([0, None, 0, 1, 2, 4]),
            keep_checkpoint_per_n_minutes=draw.choice([0, 1, 2, 5]))
        case = Case(f"drawn {number}", numbers, batch_num=draw.randint(1, 9),
                    save_seconds=draw.choice([0.0, 0.25, 12.0]),
                    prefix=draw.choice(["CKP", "net_1", "a-b"]))
        if not any(numbers.values()):
            yield case
            continue
        last = draw.randint(10, 40)
        gaps = [draw.choice([0.5, 1.25, 7.0, 20.0, 61.0, 150.0]) for _ in range(last)]
        yield case.begin(after=draw.choice([0.0, 40.0])).steps(1, last, gaps).end(last)


REFUSED = [
    config(save_checkpoint_steps=0, save_checkpoint_seconds=0, keep_checkpoint_max=0,
           keep_checkpoint_per_n_minutes=0),
    config(save_checkpoint_steps=None, save_checkpoint_seconds=None, keep_checkpoint_max=None,
           keep_checkpoint_per_n_minutes=None),
    config(save_checkpoint_steps=-1), config(save_checkpoint_seconds=-5),
    config(keep_checkpoint_max=-1), config(keep_checkpoint_per_n_minutes=-2),
]


def refused():
    for numbers in REFUSED:
        try:
            run_config(numbers)
        except ValueError:
            continue
        raise AssertionError(f"MindSpore takes {numbers}")
    for prefix in ("a/b", "/"):
        try:
            ModelCheckpoint(prefix=prefix, directory=tempfile.gettempdir())
        except ValueError:
            continue
        raise AssertionError(f"MindSpore takes the prefix {prefix}")
    return {"configs": REFUSED, "prefixes": ["a/b", "/"]}


def made():
    CLOCK.install()
    cases = [case.play() for family in (plain_cases(), naming_cases(), trained_cases(),
                                        drawn_cases(24)) for case in family if case_runs(case)]
    return {"mindspore": ms.__version__, "refused": refused(), "cases": cases}


def case_runs(case):
    return isinstance(case, TrainedCase) or bool(case.events)


def text(fixture):
    """JSON with an event a line, so that changes can be read."""
    lines = ["{", f' "mindspore": {json.dumps(fixture["mindspore"])},',
             f' "refused": {json.dumps(fixture["refused"])},', ' "cases": [']
    for index, case in enumerate(fixture["cases"]):
        head = {key: value for key, value in case.items() if key != "events"}
        lines.append("  " + json.dumps(head, ensure_ascii=False)[:-1] + ', "events": [')
        lines += ["   " + json.dumps(event, ensure_ascii=False) + "," for event in case["events"]]
        lines[-1] = lines[-1][:-1]
        lines.append("  ]}" + ("," if index + 1 < len(fixture["cases"]) else ""))
    return "\n".join(lines + [" ]", "}"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the fixture anew")
    parser.add_argument("--fixture", type=pathlib.Path, default=FIXTURE)
    options = parser.parse_args()
    fixture = made()
    count, events = len(fixture["cases"]), sum(len(case["events"]) for case in fixture["cases"])
    if options.write:
        options.fixture.write_text(text(fixture), encoding="utf-8")
        print(f"{count} configurations, {events} events: {options.fixture}")
        return 0
    kept = json.loads(options.fixture.read_text(encoding="utf-8"))
    kept["mindspore"] = fixture["mindspore"]  # only what it does counts
    if json.loads(text(fixture)) != kept:
        for case, other in zip(fixture["cases"], kept["cases"]):
            if json.loads(json.dumps(case)) != other:
                print(f"MindSpore {ms.__version__} does otherwise: {case['name']}")
        print("the fixture has grown old: make it again with --write")
        return 1
    print(f"{count} configurations, {events} events: as the fixture says")
    return 0


if __name__ == "__main__":
    NETWORK = nn.Dense(1, 1)
    sys.exit(main())
