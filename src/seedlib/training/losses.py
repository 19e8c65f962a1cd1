"""Losses: how far the network's answers are from what people and teachers say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from seedlib.training.configuration import Head, Schedule, Whole
from seedlib.training.examples import UNKNOWN, Example

__all__ = ["OUTSIDE", "Batch", "filled", "head_loss", "made_batch", "whole_loss"]

#: Windows are filled up to a multiple of this many pieces, so that the CPU's kernels are not built anew for every length.
_MULTIPLE = 32


#: A piece that is so probably outside of everything points to nothing that is worth knowing.
OUTSIDE = 0.95


class Batch(NamedTuple):
    """Windows of one head, filled up to one length."""

    #: (windows, pieces) numbers in the vocabulary.
    ids: Tensor
    #: (windows, pieces) how their words are written.
    shapes: Tensor
    #: (windows, pieces) 1 where a piece stands.
    mask: Tensor
    #: (windows, pieces) tags, `UNKNOWN` where nothing is known.
    tags: Tensor
    #: (windows, pieces, tags) what teachers say; rows of zeros where they say nothing.
    soft: Tensor
    #: (windows,) the teacher's part of the tags' loss.
    trust: Tensor
    #: By link: (windows, pieces, pieces) to which piece each piece points, rows of zeros where nothing is known.
    arrows: dict[str, Tensor]


def filled(windows: Sequence[tuple[Sequence[int], Sequence[int]]], marks: tuple[int, int, int]) -> tuple[Tensor, Tensor, Tensor]:
    """Return (windows, pieces) numbers and shapes of pieces between the two marks, filled up to one length, and 1 where a piece stands.

    Args:
        windows: the numbers and the shapes of each window's pieces, without its marks.
        marks: the numbers of the pieces that begin, end and fill up a window.
    """
    begin, end, fill = marks
    longest = max(len(window) for window, _ in windows) + 2
    ids = np.full((len(windows), -(-longest // _MULTIPLE) * _MULTIPLE), fill, dtype=np.int64)
    shapes, mask = np.zeros_like(ids), np.zeros_like(ids)
    for row, (window, written) in enumerate(windows):
        ids[row, : len(window) + 2] = [begin, *window, end]
        shapes[row, 1 : len(window) + 1] = written
        mask[row, : len(window) + 2] = 1
    return torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(mask)


def made_batch(examples: Sequence[Example], head: Head, marks: tuple[int, int, int]) -> Batch:
    """Put windows into one batch.

    Args:
        examples: the windows.
        head: which they teach.
        marks: the numbers of the pieces that begin, end and fill up a window.
    """
    ids, shapes, mask = filled([(example.ids, example.shapes) for example in examples], marks)
    count, length = ids.shape
    tags = np.full((count, length), UNKNOWN, dtype=np.int64)
    soft = np.zeros((count, length, len(head.tags)), dtype=np.float32)
    arrows = {link: np.zeros((count, length, length), dtype=np.float32) for link in head.links}
    for row, example in enumerate(examples):
        size = len(example.ids)
        tags[row, 1 : size + 1] = example.tags
        if example.soft is not None:
            soft[row, 1 : size + 1] = example.soft
        for link, held in example.arrows.items():
            for a, b, weight in held:
                arrows[link][row, a + 1, b + 1] += weight
    trust = torch.tensor([example.trust for example in examples])
    made = {link: torch.from_numpy(held) for link, held in arrows.items()}
    return Batch(ids, shapes, mask, torch.from_numpy(tags), torch.from_numpy(soft), trust, made)


def head_loss(head: Head, batch: Batch, scores: Tensor, pointers: dict[str, Tensor], schedule: Schedule) -> Tensor:
    """Return the loss of a head: cross-entropy of its tags and, weighted, its pointers; means over pieces of which something is known."""
    loss = head.weight * _tags_loss(batch, scores, schedule.temperature)
    for link, pointer in pointers.items():
        target = batch.arrows[link]
        total = target.sum(-1)
        known = total > 0
        if bool(known.any()):
            rows = functional.log_softmax(pointer[known], -1)
            loss = loss - head.link_weight * (target[known] / total[known, None] * rows).sum(-1).mean()
    return loss


def _tags_loss(batch: Batch, scores: Tensor, temperature: float) -> Tensor:
    told = functional.cross_entropy(scores.transpose(1, 2), batch.tags, ignore_index=UNKNOWN, reduction="none")
    total = batch.soft.sum(-1)
    taught = total > 0
    softer = batch.soft.clamp_min(1e-6).pow(1 / temperature)
    target = softer / softer.sum(-1, keepdim=True)
    learnt = -(target * functional.log_softmax(scores / temperature, -1)).sum(-1) * temperature**2
    part = torch.where(taught, batch.trust[:, None], torch.zeros_like(total))
    known = taught | (batch.tags != UNKNOWN)
    if not bool(known.any()):
        return scores.sum() * 0.0
    return ((1 - part) * told + part * learnt)[known].mean()


def whole_loss(
    whole: Whole, mask: Tensor, states: tuple[Tensor, Tensor], answers: Sequence[tuple[tuple[Tensor, dict[str, Tensor]], ...]]
) -> Tensor:
    """Return how far a smaller network is from the whole one.

    Args:
        whole: the weights of what is compared.
        mask: (windows, pieces) 1 where a piece stands.
        states: the last states of the smaller and of the whole network.
        answers: of each head, the scores of both networks.
    """
    held = mask > 0
    mine, theirs = (part.float()[held] for part in states)
    loss = whole.states * functional.mse_loss(mine, theirs) / theirs.pow(2).mean()
    for (tags, links), (wanted, wanted_links) in answers:
        loss = loss + whole.answers * _apart(tags[held], wanted[held])
        unsure = wanted[held].softmax(-1)[:, 0] < OUTSIDE
        for link, pointer in links.items():
            if bool(unsure.any()):
                loss = loss + whole.links * _apart(pointer[held][unsure], wanted_links[link][held][unsure])
    return loss


def _apart(mine: Tensor, theirs: Tensor) -> Tensor:
    return functional.kl_div(mine.log_softmax(-1), theirs.log_softmax(-1), reduction="batchmean", log_target=True)
