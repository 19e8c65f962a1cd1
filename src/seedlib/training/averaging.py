"""Averaging: the mean of several networks, which mostly reads better than each of them.

Source: Wortsman and others, Model soups, ICML 2022. The networks must come from one beginning, else their weights do not fit together.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from seedlib.training.configuration import Configuration
from seedlib.training.encoders import encoder_folder
from seedlib.training.exporting import export
from seedlib.training.learning import load_vocabulary, load_weights
from seedlib.training.network import Network

__all__ = ["average"]


def average(configuration: Configuration, networks: Sequence[Path], out: Path, *, data: Path | None = None) -> None:
    """Write the mean of networks as `network.pt` and `weights/`.

    Args:
        configuration: by which all of them were trained.
        networks: each the `network.pt` of a run; one that is given twice counts twice.
        out: is made if it is not there.
        data: the folder of the data sets, from which the vocabulary of a random encoder is counted.

    Raises:
        UsageError: a file is absent, or is no network of the configuration.
    """
    vocabulary = load_vocabulary(configuration, data or Path(), out)
    network = Network(configuration, len(vocabulary.pieces), encoder_folder(configuration.encoder, out))
    total: dict[str, torch.Tensor] = {}
    for path in networks:
        load_weights(network, path)
        total = {name: total.get(name, 0) + held.float() for name, held in network.state_dict().items()}
    network.load_state_dict({name: held / len(networks) for name, held in total.items()})
    out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), out / "network.pt")
    export(network.eval(), configuration, vocabulary, out / "weights", version=configuration.version)
