"""The network: an encoder, and on it heads that tag pieces and point from one piece to another."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, BertConfig, BertModel
from transformers.utils import logging

from seedlib.tagging.wordpieces import SHAPES
from seedlib.training.configuration import Configuration, Encoder, Head
from seedlib.training.encoders import encoder_folder

__all__ = ["POINTER_WIDTH", "HeadOfTags", "Network", "Pointer", "key_of", "short_numbers"]

#: The width of the vectors by which one piece points to another.
POINTER_WIDTH = 128


def short_numbers() -> torch.autocast:
    """Return the context in which matrices are multiplied in bfloat16, if this processor can: elsewhere that would be slower."""
    has = torch.cpu.get_capabilities()  # type: ignore[no-untyped-call]  # torch's
    return torch.autocast("cpu", torch.bfloat16, enabled=bool(has.get("avx512_bf16") or has.get("amx_bf16")))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers from telling that weights are loaded, and that those of a layer that is not wanted are left."""
    before = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # transformers'
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers'
    try:
        yield
    finally:
        logging.set_verbosity(before)
        logging.enable_progress_bar()  # type: ignore[no-untyped-call]  # transformers'


def _made_encoder(encoder: Encoder, vocabulary: int, window: int, folder: Path | None) -> nn.Module:
    made = _random_encoder(encoder, vocabulary, window) if folder is None else _read_encoder(encoder, folder)
    layers: Any = made.encoder.layer  # both encoders keep them there
    if encoder.kept:
        layers = made.encoder.layer = nn.ModuleList(layers[number - 1] for number in encoder.kept)  # type: ignore[union-attr]
    for layer, inner in zip(layers, encoder.inner or (None,) * len(layers), strict=True):
        if inner is not None:
            width = layer.output.dense.out_features
            layer.intermediate.dense, layer.output.dense = nn.Linear(width, inner), nn.Linear(inner, width)
    return made


def _options(encoder: Encoder) -> dict[str, Any]:
    # drawing for attention would take a third of the time
    return {"hidden_dropout_prob": encoder.dropout, "attention_probs_dropout_prob": 0.0}


def _random_encoder(encoder: Encoder, vocabulary: int, window: int) -> nn.Module:
    config = BertConfig(
        vocab_size=vocabulary,
        max_position_embeddings=window,
        hidden_size=encoder.width,
        intermediate_size=4 * encoder.width,
        num_hidden_layers=max(encoder.kept, default=2),
        num_attention_heads=2,
        **_options(encoder),
    )
    return BertModel(config, add_pooling_layer=False)


def _read_encoder(encoder: Encoder, folder: Path) -> nn.Module:
    config = AutoConfig.from_pretrained(folder, **_options(encoder))
    with _quiet():
        # "eager" is a fifth faster than the fused attention on a CPU in bfloat16
        made: nn.Module = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False, attn_implementation="eager")
    return made


class Pointer(nn.Module):
    """Scores by which each piece of a window points to one piece of it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(width, POINTER_WIDTH)
        self.target = nn.Linear(width, POINTER_WIDTH)
        self.prior = nn.Linear(width, 1)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return (windows, pieces, pieces) scores, from a row's piece to a column's."""
        scores = self.dependent(states) @ self.target(states).transpose(1, 2) / math.sqrt(POINTER_WIDTH)
        whole: Tensor = (scores + self.prior(states).transpose(1, 2)).float().masked_fill((mask == 0)[:, None, :], -1e9)
        return whole


class HeadOfTags(nn.Module):
    """A head: its tags and its pointers."""

    def __init__(self, head: Head, width: int) -> None:
        super().__init__()
        self.tags = nn.Linear(width, len(head.tags))
        self.links = nn.ModuleDict({key_of(link): Pointer(width) for link in head.links})


def key_of(name: str) -> str:
    """Return a name that a module may have: `attribution:of-cue` has a colon and a hyphen."""
    return name.replace(":", "_").replace("-", "_")


class Network(nn.Module):
    """An encoder and the heads on it.

    Args:
        configuration: all settings.
        vocabulary: how many pieces there are.
        folder: where the encoder's weights lie; sought in its package unless given.
    """

    def __init__(self, configuration: Configuration, vocabulary: int, folder: Path | None = None) -> None:
        super().__init__()
        folder = folder or encoder_folder(configuration.encoder)
        self.encoder = _made_encoder(configuration.encoder, vocabulary, max(configuration.window, *configuration.sizes), folder)
        width = int(self.encoder.config.hidden_size)  # type: ignore[union-attr,arg-type]  # of transformers
        self.shapes = nn.Embedding(len(SHAPES), width)
        nn.init.zeros_(self.shapes.weight)  # the pretrained encoder begins as it was
        self.drop = nn.Dropout(configuration.schedule.dropout)
        self.heads = nn.ModuleDict({head.name: HeadOfTags(head, width) for head in configuration.heads})

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, head: Head) -> tuple[Tensor, dict[str, Tensor]]:
        """Return a head's scores for windows of pieces.

        Args:
            ids: (windows, pieces) numbers in the vocabulary.
            shapes: (windows, pieces) how their words are written.
            mask: 1 where a piece stands, 0 where a window is filled up.
            head: which head is asked.

        Returns:
            (windows, pieces, tags) scores, and of each pointer (windows, pieces, pieces) scores.
        """
        return self.answers(self.drop(self.states(ids, shapes, mask)), mask, head)

    def states(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Return (windows, pieces, width) states of pieces, which all heads read; arguments as of `forward`."""
        given = self.encoder.get_input_embeddings()(ids) + self.shapes(shapes)  # type: ignore[operator]  # of transformers
        made: Tensor = self.encoder(inputs_embeds=given, attention_mask=mask).last_hidden_state
        return made

    def answers(self, states: Tensor, mask: Tensor, head: Head) -> tuple[Tensor, dict[str, Tensor]]:
        """Return a head's scores for states of pieces; as `forward`."""
        made = cast("HeadOfTags", self.heads[head.name])
        return made.tags(states).float(), {link: made.links[key_of(link)](states, mask) for link in head.links}
