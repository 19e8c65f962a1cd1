"""Learning: from a configuration and data to weights, in steps that can be taken up again where they were cut off.

Rules:

- One seed fixes everything that is drawn by chance: first weights, order of windows, dropout.
- A checkpoint holds all that the rest depends on; it is written beside the old one and then takes its place, so that a
  run that is killed while it writes loses nothing.
- Every batch is of one head, so that each data set teaches what it knows.
"""

from __future__ import annotations

import json
import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import attrs
import torch
from torch import nn

from seedlib.errors import UsageError
from seedlib.model import FrozenMapping
from seedlib.pipeline import analyze
from seedlib.plugins.registry import Registry
from seedlib.training.configuration import Configuration, Head, Schedule
from seedlib.training.examples import Example, examples_of, read_scores
from seedlib.training.losses import head_loss, made_batch
from seedlib.training.network import Network, encoder_folder
from seedlib.training.sets import READERS
from seedlib.training.vocabulary import Vocabulary, counted_vocabulary, read_vocabulary

__all__ = ["Learned", "Progress", "learn", "load_examples", "load_vocabulary", "segmenting"]

logger = logging.getLogger(__name__)

#: The file of a run's folder from which it goes on.
_CHECKPOINT = "checkpoint.pt"


class Progress(NamedTuple):
    """Where a run is."""

    step: int
    steps: int
    epoch: int
    #: A running mean of the loss.
    loss: float


class Learned(NamedTuple):
    """A network at the end of an epoch."""

    network: Network
    vocabulary: Vocabulary
    epoch: int


def load_vocabulary(configuration: Configuration, data: Path) -> Vocabulary:
    """Return the encoder's vocabulary; for a random encoder, one counted from the texts that it learns from."""
    folder = encoder_folder(configuration.encoder)
    if folder is not None:
        return read_vocabulary(folder / "vocab.txt")
    sets = [held for head in configuration.heads for held in head.sets]
    return counted_vocabulary(text.text for held in sets for text in READERS[held.reader](data / held.path))


def segmenting() -> Registry:
    """Return a registry of what cuts texts, so that windows are cut in training as they are at work."""
    whole = Registry.build(entry_points=False)
    kept = ("parsers", "segmenters", "lexicons")
    return attrs.evolve(whole, components=FrozenMapping({hook: whole.components[hook] for hook in kept}))


def load_examples(configuration: Configuration, head: Head, data: Path, vocabulary: Vocabulary) -> list[Example]:
    """Return all windows that teach a head."""
    registry, wordpieces = segmenting(), vocabulary.wordpieces
    examples: list[Example] = []
    for held in head.sets:
        if held.reader not in READERS:
            raise UsageError(f"found the reader {held.reader!r}, expected one of {', '.join(sorted(READERS))}", where=f"heads.{head.name}")
        for number, text in enumerate(READERS[held.reader](data / held.path)):
            scores = read_scores(data / held.scores / f"{number}.npz") if held.scores else None
            analysis = analyze(text.text, registry=registry)
            made = list(examples_of(text, analysis, wordpieces, head, size=configuration.window - 2, scores=scores, trust=held.trust))
            examples += made * held.times
    return examples


def _batches(examples: Mapping[str, Sequence[Example]], size: int, seed: int) -> list[tuple[str, list[int]]]:
    """Return an epoch's batches in the order in which they are learnt: windows of like length together."""
    chance = random.Random(seed)  # noqa: S311  # the order of windows is no secret
    out = []
    for name, held in examples.items():
        order = sorted(range(len(held)), key=lambda i: len(held[i].ids) + chance.random() * 20)
        out += [(name, order[at : at + size]) for at in range(0, len(order), size)]
    chance.shuffle(out)
    return out


def _optimizer(network: Network, schedule: Schedule, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    groups = [
        {"params": list(network.encoder.parameters()), "lr": schedule.rate},
        {"params": list(network.heads.parameters()), "lr": schedule.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=schedule.decay)
    rise = max(1.0, schedule.warm_up * steps)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / rise) * max(0.0, (steps - step) / steps)
    )


class _Run:
    """A training in the middle: everything that changes with a step."""

    def __init__(self, configuration: Configuration, vocabulary: Vocabulary, steps: int, out: Path) -> None:
        schedule = configuration.schedule
        torch.manual_seed(schedule.seed)
        self.out, self.schedule, self.vocabulary = out, schedule, vocabulary
        self.heads = {head.name: head for head in configuration.heads}
        self.network = Network(configuration, len(vocabulary.pieces))
        self.average = torch.optim.swa_utils.AveragedModel(
            self.network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(1 - schedule.average)
        )
        self.optimizer, self.rates = _optimizer(self.network, schedule, steps)
        self.step = 0
        self.loss = math.nan

    def learn(self, examples: Sequence[Example], head: Head) -> None:
        """Take one step."""
        batch = made_batch(examples, head, self.vocabulary.marks)
        with torch.autocast("cpu", torch.bfloat16):
            scores, pointers = self.network(batch.ids, batch.mask, head)
        loss = head_loss(head, batch, scores, pointers, self.schedule)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.rates.step()
        self.optimizer.zero_grad()
        if self.schedule.average:
            self.average.update_parameters(self.network)
        self.step += 1
        self.loss = loss.item() if math.isnan(self.loss) else 0.98 * self.loss + 0.02 * loss.item()

    def state(self) -> dict[str, Any]:
        """Return all that the rest of the run depends on."""
        held = {name: getattr(self, name).state_dict() for name in ("network", "average", "optimizer", "rates")}
        return {**held, "step": self.step, "loss": self.loss, "chance": torch.get_rng_state()}

    def save(self) -> None:
        """Write a checkpoint."""
        fresh = self.out / f"{_CHECKPOINT}.new"
        torch.save(self.state(), fresh)
        fresh.replace(self.out / _CHECKPOINT)

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one."""
        if not (self.out / _CHECKPOINT).is_file():
            return
        held = torch.load(self.out / _CHECKPOINT, weights_only=True)
        for name in ("network", "average", "optimizer", "rates"):
            getattr(self, name).load_state_dict(held[name])
        self.step, self.loss = held["step"], held["loss"]
        torch.set_rng_state(held["chance"])

    def best(self) -> Network:
        """Return the network to be used: the average over the last steps where one is kept."""
        if not self.schedule.average:
            return self.network
        network: Network = self.average.module
        return network


def learn(
    configuration: Configuration,
    data: Path,
    out: Path,
    *,
    start: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Iterator[Learned]:
    """Train, and yield the network after every epoch; a run that was cut off in `out` goes on.

    Args:
        configuration: all settings.
        data: the folder of the data sets.
        out: the run's folder: checkpoint, curve, weights.
        start: weights from which a new run starts, such as those of an earlier run; a `network.pt`.
        progress: called after every step.
    """
    schedule = configuration.schedule
    torch.set_num_threads(schedule.threads)
    vocabulary = load_vocabulary(configuration, data)
    examples = {head.name: load_examples(configuration, head, data, vocabulary) for head in configuration.heads}
    an_epoch = len(_batches(examples, schedule.batch, 0))
    run = _Run(configuration, vocabulary, an_epoch * schedule.epochs, out)
    if start is not None:
        run.network.load_state_dict(torch.load(start, weights_only=True), strict=False)
    run.resume()
    run.network.train()
    began = time.monotonic()
    for epoch in range(run.step // an_epoch, schedule.epochs):
        batches = _batches(examples, schedule.batch, schedule.seed * 1_000 + epoch)
        for name, chosen in batches[run.step - epoch * an_epoch :]:
            run.learn([examples[name][at] for at in chosen], run.heads[name])
            progress(Progress(run.step, an_epoch * schedule.epochs, epoch, run.loss))
            if run.step % schedule.checkpoint == 0:
                run.save()
                _note(out, {"step": run.step, "loss": round(run.loss, 4), "seconds": round(time.monotonic() - began)})
        run.save()
        network = run.best()
        torch.save(network.state_dict(), out / "network.pt")
        network.eval()
        yield Learned(network, vocabulary, epoch)
        run.network.train()


def _note(out: Path, row: Mapping[str, object]) -> None:
    """Add a row to the run's curve."""
    with (out / "curve.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
