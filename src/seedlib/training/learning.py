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
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, NamedTuple, cast

import attrs
import torch
from torch import nn

from seedlib.errors import UsageError
from seedlib.model import FrozenMapping
from seedlib.pipeline import analyze
from seedlib.plugins.registry import Registry
from seedlib.training.configuration import Configuration, Head, Schedule, Whole
from seedlib.training.encoders import encoder_folder
from seedlib.training.examples import Example, examples_of, read_scores
from seedlib.training.losses import Batch, head_loss, made_batch, whole_loss
from seedlib.training.network import Network, short_numbers
from seedlib.training.sets import READERS
from seedlib.training.vocabulary import Vocabulary, counted_vocabulary, read_vocabulary

__all__ = ["CHECKPOINT", "Learned", "Progress", "learn", "load_examples", "load_vocabulary", "load_weights", "segmenting"]

logger = logging.getLogger(__name__)

#: The file of a run's folder from which it goes on.
CHECKPOINT = "checkpoint.pt"


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
    #: Counted from 0.
    epoch: int
    #: How many steps were taken.
    step: int


def load_vocabulary(configuration: Configuration, data: Path, out: Path | None = None) -> Vocabulary:
    """Return the encoder's vocabulary; for a random encoder, one counted from the texts that it learns from.

    Args:
        configuration: all settings.
        data: the folder of the data sets.
        out: as in `encoder_folder`.
    """
    folder = encoder_folder(configuration.encoder, out)
    if folder is not None:
        return read_vocabulary(folder / "vocab.txt")
    sets = [held for head in configuration.heads for held in head.sets]
    return counted_vocabulary(text.text for held in sets for text in READERS[held.reader](data / held.path))


def segmenting() -> Registry:
    """Return a registry of what cuts texts, so that windows are cut in training as they are at work."""
    whole = Registry.build(entry_points=False)
    kept = ("parsers", "segmenters", "lexicons")
    return attrs.evolve(whole, components=FrozenMapping({hook: whole.components[hook] for hook in kept}))


def load_examples(head: Head, data: Path, vocabulary: Vocabulary, window: int) -> list[Example]:
    """Return all windows that teach a head, each of at most `window` pieces with its marks."""
    registry, wordpieces = segmenting(), vocabulary.wordpieces
    examples: list[Example] = []
    for held in head.sets:
        for number, text in enumerate(READERS[held.reader](data / held.path)):
            if text.genre in held.without:
                continue
            scores = read_scores(data / held.scores / f"{number}.npz") if held.scores else None
            analysis = analyze(text.text, registry=registry)
            made = list(examples_of(text, analysis, wordpieces, head, size=window - 2, scores=scores, trust=held.trust))
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
        {"params": [*network.heads.parameters(), *network.shapes.parameters()], "lr": schedule.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=schedule.decay)
    rise = max(1.0, schedule.warm_up * steps)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / rise) * max(0.0, (steps - step) / steps)
    )


def _windows_a_step(configuration: Configuration, size: int) -> int:
    """Return how many windows of a size make a step, so that a step is as much text whatever the size."""
    return max(1, configuration.schedule.batch * max(configuration.sizes) // size)


class _Whole:
    """The network from which a smaller one learns.

    Args:
        configuration: of the smaller one.
        held: how it teaches.
        vocabulary: of both.
        path: its weights.
    """

    def __init__(self, configuration: Configuration, held: Whole, vocabulary: Vocabulary, path: Path) -> None:
        self.held = held
        known = {name.split(".")[1] for name in torch.load(path, weights_only=True) if name.startswith("heads.")}
        self.heads = tuple(head for head in configuration.heads if head.name in known)
        encoder = configuration.encoder.whole
        whole = attrs.evolve(configuration, encoder=encoder, heads=self.heads, whole=None)
        self.network = Network(whole, len(vocabulary.pieces), encoder_folder(encoder)).eval()
        load_weights(self.network, path)

    def loss(self, network: Network, batch: Batch, states: torch.Tensor) -> torch.Tensor:
        """Return how far the smaller network's states and answers are from this one's."""
        with torch.no_grad():
            wanted = self.network.states(batch.ids, batch.shapes, batch.mask)
            answers = [self.network.answers(wanted, batch.mask, head) for head in self.heads]
        mine = [network.answers(states, batch.mask, head) for head in self.heads]
        return whole_loss(self.held, batch.mask, (states, wanted), list(zip(mine, answers, strict=True)))


class _Run:
    """A training in the middle: everything that changes with a step."""

    def __init__(self, configuration: Configuration, vocabulary: Vocabulary, steps: int, out: Path) -> None:
        schedule = configuration.schedule
        torch.manual_seed(schedule.seed)
        self.out, self.schedule, self.vocabulary, self.steps = out, schedule, vocabulary, steps
        self.heads = {head.name: head for head in configuration.heads}
        self.network = Network(configuration, len(vocabulary.pieces), encoder_folder(configuration.encoder, out))
        averaging = torch.optim.swa_utils.get_ema_multi_avg_fn(1 - schedule.average)  # type: ignore[no-untyped-call]  # torch's
        self.average = torch.optim.swa_utils.AveragedModel(self.network, multi_avg_fn=averaging)
        self.optimizer, self.rates = _optimizer(self.network, schedule, steps)
        self.teacher: _Whole | None = None
        self.step = 0
        self.loss = math.nan
        self.began = time.monotonic()

    def learn(self, examples: Sequence[Example], head: Head) -> None:
        """Take one step."""
        self.network.train()
        batch = made_batch(examples, head, self.vocabulary.marks)
        with short_numbers():
            states = self.network.states(batch.ids, batch.shapes, batch.mask)
            scores, pointers = self.network.answers(self.network.drop(states), batch.mask, head)
            loss = head_loss(head, batch, scores, pointers, self.schedule)
            if self.teacher is not None:
                loss = loss + self.teacher.loss(self.network, batch, states)
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
        return {**held, "step": self.step, "steps": self.steps, "loss": self.loss, "chance": torch.get_rng_state()}

    def save(self) -> None:
        """Write a checkpoint, and add to the run's curve."""
        _save(self.state(), self.out / CHECKPOINT)
        row = {"step": self.step, "loss": round(self.loss, 4), "seconds": round(time.monotonic() - self.began)}
        with (self.out / "curve.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one.

        Raises:
            UsageError: it is of a run of another length, since the data or the schedule have changed.
        """
        if not (self.out / CHECKPOINT).is_file():
            return
        held = torch.load(self.out / CHECKPOINT, weights_only=True)
        if held["steps"] != self.steps:
            message = f"found the checkpoint of a run of {held['steps']} steps, expected one of {self.steps}: the data have changed"
            raise UsageError(message, where=str(self.out), advice="start anew in another folder")
        for name in ("network", "average", "optimizer", "rates"):
            getattr(self, name).load_state_dict(held[name])
        self.step, self.loss = held["step"], held["loss"]
        torch.set_rng_state(held["chance"])

    def best(self) -> Network:
        """Return the network to be used: the average over the last steps where one is kept."""
        if not self.schedule.average:
            return self.network
        return cast("Network", self.average.module)

    def learned(self, epoch: int) -> Learned:
        """Write the network at the end of an epoch, and return it ready to be asked; the next step finds it as it was."""
        network = self.best().eval()
        _save(network.state_dict(), self.out / "network.pt")
        return Learned(network, self.vocabulary, epoch, self.step)


def learn(
    configuration: Configuration,
    data: Path,
    out: Path,
    *,
    start: Path | None = None,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Iterator[Learned]:
    """Train, and yield the network after every epoch; a run that was cut off in `out` goes on.

    A run that goes on at the end of an epoch yields that epoch's network first, since whoever asked for it may not have got it.

    Args:
        configuration: all settings.
        data: the folder of the data sets.
        out: the run's folder: checkpoint, curve, weights.
        start: weights from which a new run starts, such as those of an earlier run; a `network.pt`.
        progress: called after every step; a KeyboardInterrupt that it raises is passed on after a checkpoint is written.

    Raises:
        UsageError: the folder's checkpoint, or `start`, is of another network or of other data.
    """
    schedule = configuration.schedule
    torch.set_num_threads(schedule.threads)
    vocabulary = load_vocabulary(configuration, data, out)
    examples = {
        size: {head.name: load_examples(head, data, vocabulary, size) for head in configuration.heads}
        for size in sorted(set(configuration.sizes))
    }
    epochs = [
        _batches(examples[size], _windows_a_step(configuration, size), schedule.seed * 1_000 + n)
        for n, size in enumerate(configuration.sizes)
    ]
    ends = list(accumulate(map(len, epochs)))
    run = _Run(configuration, vocabulary, ends[-1], out)
    if configuration.whole is not None:
        run.network.encoder.get_input_embeddings().requires_grad_(False)  # type: ignore[operator]  # they fit already, and are half of all weights
        run.teacher = _Whole(configuration, configuration.whole, vocabulary, data / configuration.whole.weights)
    if start is not None:
        load_weights(run.network, start)
    run.resume()
    if run.step in ends:
        yield run.learned(ends.index(run.step))
    for epoch in range(bisect_right(ends, run.step), len(epochs)):
        held = examples[configuration.sizes[epoch]]
        for name, chosen in epochs[epoch][run.step - ends[epoch] :]:  # counted from the epoch's end: what is left of it
            run.learn([held[name][at] for at in chosen], run.heads[name])
            try:
                progress(Progress(run.step, run.steps, epoch, run.loss))
            except KeyboardInterrupt:
                run.save()
                raise
            if run.step % schedule.checkpoint == 0:
                run.save()
        run.save()
        yield run.learned(epoch)


def load_weights(network: Network, path: Path) -> None:
    """Take weights from a `network.pt`; heads and pointers that it does not have stay as they are.

    Raises:
        UsageError: the file is absent, or is none of torch's, or its weights are of another encoder.
    """
    advice = "give the network.pt of a run of this configuration"
    if not path.is_file():
        raise UsageError("found no such file", where=str(path), advice=advice)
    try:
        held = torch.load(path, weights_only=True)
    except (RuntimeError, EOFError, UnpicklingError) as error:  # torch's words for a file that is not its own, or is cut off
        raise UsageError("found no weights", where=str(path), advice=advice) from error
    try:
        missing = network.load_state_dict(held, strict=False).missing_keys
    except RuntimeError as error:  # torch's word for weights of another size
        raise UsageError("found weights of other sizes than the configuration's", where=str(path), advice=advice) from error
    if any(name.startswith("encoder.") for name in missing):
        raise UsageError("found weights without those of the configuration's encoder", where=str(path), advice=advice)


def _save(held: Any, place: Path) -> None:
    """Write a file beside its place, and put it there when it is whole."""
    fresh = place.with_name(f"{place.name}.new")
    torch.save(held, fresh)
    fresh.replace(place)
