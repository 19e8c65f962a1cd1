"""Shrinking: from a network to one with fewer layers, and narrower ones, as a beginning that is worth learning from.

Of each layer those inner units stay that add most to what the layer answers: the mean of what a unit lets through, times the length of the
vector that it adds. Source of that measure: Molchanov and others, Pruning convolutional neural networks, ICLR 2017, in the simplest form.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import torch
from torch import Tensor

from seedlib.errors import UsageError
from seedlib.training.configuration import Configuration
from seedlib.training.encoders import encoder_folder
from seedlib.training.learning import load_examples, load_vocabulary, load_weights
from seedlib.training.losses import filled
from seedlib.training.network import Network

__all__ = ["shrink"]

#: How many windows of the first head's texts are read to see what units let through.
_WINDOWS = 64


def shrink(configuration: Configuration, data: Path, out: Path) -> None:
    """Write the smaller network of a configuration as `network.pt`, cut out of its whole one.

    Args:
        configuration: with `whole`, and with what of the encoder is kept.
        data: the folder of the data sets.
        out: is made if it is not there.

    Raises:
        UsageError: the configuration names no whole network, or it is of another one.
    """
    if configuration.whole is None:
        raise UsageError("found no whole network", where=configuration.name, advice="name it under [whole] in the configuration")
    vocabulary = load_vocabulary(configuration, data, out)
    encoder = configuration.encoder.whole
    whole = Network(attrs.evolve(configuration, encoder=encoder), len(vocabulary.pieces), encoder_folder(encoder, out)).eval()
    load_weights(whole, data / configuration.whole.weights)
    examples = load_examples(configuration.heads[0], data, vocabulary, configuration.sizes[0])
    windows = [(example.ids, example.shapes) for example in examples[:: max(1, len(examples) // _WINDOWS)]][:_WINDOWS]
    through = _let_through(whole, *filled(windows, vocabulary.marks))
    state = {name: tensor.clone() for name, tensor in whole.state_dict().items() if ".encoder.layer." not in name}
    layers: Any = whole.encoder.encoder.layer  # type: ignore[union-attr]  # of transformers
    kept = configuration.encoder.kept or range(1, len(layers) + 1)
    counts = configuration.encoder.inner or [len(through[number - 1]) for number in kept]
    for place, (number, count) in enumerate(zip(kept, counts, strict=True)):
        layer = layers[number - 1]
        worth = through[number - 1] * layer.output.dense.weight.norm(dim=0)
        units = worth.topk(count).indices.sort().values
        for name, tensor in layer.state_dict().items():
            state[f"encoder.encoder.layer.{place}.{name}"] = _cut(name, tensor, units).clone()
    out.mkdir(parents=True, exist_ok=True)
    torch.save(state, out / "network.pt")


def _let_through(whole: Network, ids: Tensor, shapes: Tensor, mask: Tensor) -> Sequence[Tensor]:
    """Return, layer by layer, the (units,) mean size of what the inner units let through."""
    found: list[Tensor] = []
    hooks = [
        layer.intermediate.register_forward_hook(lambda _, __, made: found.append(made.abs()[mask > 0].mean(0)))
        for layer in whole.encoder.encoder.layer  # type: ignore[union-attr]  # of transformers
    ]
    with torch.no_grad():
        whole.states(ids, shapes, mask)
    for hook in hooks:
        hook.remove()
    return found


def _cut(name: str, tensor: Tensor, units: Tensor) -> Tensor:
    """Return the part of a layer's tensor that is of the units that stay."""
    if name.startswith("intermediate."):
        return tensor[units]
    return tensor[:, units] if name == "output.dense.weight" else tensor
