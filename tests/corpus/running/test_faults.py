"""Faults of the machine: processes that are killed, full disks, places that cannot be written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from seedlib.corpus.running import TABLES
from seedlib.errors import CorpusError

from .making import files_of, lines, run_here, table

#: How many processes are killed; set SEEDLIB_KILLS to kill more by hand.
KILLS = int(os.environ.get("SEEDLIB_KILLS", "5"))

#: Runs in a process of its own, which can be killed; a document takes a few milliseconds.
PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
if __name__ == "__main__":
    from seedlib.corpus.running import planning
    from tests.corpus.running.making import run_here
    planning.LARGE = 100
    run_here(Path(sys.argv[1]), Path(sys.argv[2]), resume=True, workers=2, part_size=50)
"""


def children(pid: int) -> list[int]:
    """Return the processes that a process has begun, where the system tells."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text("utf-8").split()] if path.exists() else []


def is_there(pid: int) -> bool:
    """Say whether a process lives; one that has ended and was not asked for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not tell which processes a process has begun")
def test_kills_lose_nothing_and_do_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is killed, the parent or a worker, and whenever: the same rows as in a run that nobody disturbs."""
    count = 100 * KILLS + 200
    slow = {f"t{number}": f"Ada said SLOW {number}." for number in range(count)}
    source = lines(tmp_path / "a.jsonl", count, **slow)
    monkeypatch.setattr("seedlib.corpus.running.planning.LARGE", 100)
    run_here(tmp_path / "quiet", source, part_size=50)
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(root=str(Path.cwd())), "utf-8")
    chance = random.Random(9)  # noqa: S311  # the same kills in every run
    killed = 0
    for _ in range(3 * KILLS):
        run = subprocess.Popen([sys.executable, program, tmp_path / "out", source], stderr=subprocess.DEVNULL)
        while run.poll() is None and killed < KILLS:
            time.sleep(chance.uniform(0.5, 2.0))
            processes = [run.pid, *children(run.pid)]
            if run.poll() is None:
                killed += 1
                chosen = chance.choice(processes)
                os.kill(chosen, signal.SIGKILL)
                if chosen == run.pid:
                    break
        if run.wait() == 0:
            break
    for name in TABLES:
        quiet, disturbed = (sorted(map(repr, table(tmp_path / folder, name))) for folder in ("quiet", "out"))
        assert disturbed == quiet


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system does not tell which processes a process has begun")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """Also when it is killed, and they hang."""
    source = lines(tmp_path / "a.jsonl", 3, t1="Ada said HANG.")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM.format(root=str(Path.cwd())), "utf-8")
    run = subprocess.Popen([sys.executable, program, tmp_path / "out", source])
    journal = tmp_path / "out" / "inputs.jsonl"
    while not journal.exists() or len(children(run.pid)) < 2:
        time.sleep(0.1)
    time.sleep(3)
    workers = children(run.pid)
    run.kill()
    run.wait()
    until = time.monotonic() + 30
    while (left := [pid for pid in workers if is_there(pid)]) and time.monotonic() < until:
        time.sleep(0.1)
    assert left == []


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals are others on this system")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["ctrl-c", "sigterm"])
@pytest.mark.parametrize("early", [True, False], ids=["early", "late"])
def test_who_asks_a_run_to_end_loses_nothing(tmp_path: Path, number: int, status: int, early: bool) -> None:
    """Nor does he see a worker's traceback, though the whole group is asked, as by a terminal or a batch system."""
    source = lines(tmp_path / "a.jsonl", 2_000)
    words = [sys.executable, "-m", "seedlib", "corpus", "run", source, "-o", tmp_path / "out", "--workers", "2", "--tagger", "none"]
    run = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while len(children(run.pid)) < 3 if early else not (tmp_path / "out" / "manifest.json").exists():  # the workers, and what tracks them
        time.sleep(0.02)
    time.sleep(0.1 if early else 1.5)
    os.killpg(run.pid, number)
    _, said = run.communicate(timeout=120)
    assert (run.returncode, said.splitlines()) == (
        status,
        [f"seedlib: note: what is done is kept in {tmp_path / 'out'}; --resume goes on from there", "seedlib: stopped"],
    )
    ended = subprocess.run([*words, "--resume"], capture_output=True, text=True, check=True)
    assert "2,000 documents in" in ended.stderr


def test_a_handler_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    """One of SIGTERM is asked as before, during a run and after it."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)
    try:
        mine = signal.getsignal(signal.SIGTERM)
        run_here(tmp_path / "out", lines(tmp_path / "a.jsonl", 2))
        assert signal.getsignal(signal.SIGTERM) is mine
    finally:
        signal.signal(signal.SIGTERM, before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk with little space."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True, check=False)  # noqa: S607  # where it is differs
    if made.returncode:
        pytest.skip("a small disk cannot be made by this user")
    yield folder
    subprocess.run(["umount", folder], check=True)  # noqa: S607  # as above


def test_a_full_disk_ends_a_run_that_goes_on_when_there_is_space(tmp_path: Path, small_disk: Path) -> None:
    """With a clear error, and nothing lost of what was done."""
    texts = {f"t{number}": "Ada said " + random.Random(number).randbytes(5_000).hex() for number in range(40)}  # noqa: S311  # what packs badly
    source = lines(tmp_path / "a.jsonl", 40, **texts)
    with pytest.raises(CorpusError, match="No space left on device") as caught:
        run_here(small_disk / "out", source)
    assert "--resume" in caught.value.advice
    done = files_of(small_disk / "out")
    assert done
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)  # noqa: S607  # as above
    ended = run_here(small_disk / "out", source, resume=True)
    run_here(tmp_path / "whole", source)
    whole = files_of(tmp_path / "whole")
    assert (ended.documents, files_of(small_disk / "out")) == (40, whole)
    assert done.items() <= whole.items()


def test_a_full_journal_ends_a_run_that_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The part is not done then, and done again."""
    source = lines(tmp_path / "a.jsonl", 20)
    before = os.fsync
    journal = tmp_path / "out" / "journal.jsonl"
    calls = iter(range(1_000))

    def full(descriptor: int) -> None:
        if journal.exists() and os.path.samestat(os.fstat(descriptor), journal.stat()) and next(calls) == 1:  # its second line
            raise OSError(28, "No space left on device")
        before(descriptor)

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CorpusError, match="No space left"):
        run_here(tmp_path / "out", source)
    run_here(tmp_path / "out", source, resume=True)
    run_here(tmp_path / "whole", source)
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Before anything is read."""
    source = lines(tmp_path / "a.jsonl", 3)
    (tmp_path / "file").touch()
    with pytest.raises(CorpusError, match="file: found a file, expected a folder"):
        run_here(tmp_path / "file", source)
    with pytest.raises(CorpusError, match="cannot be written"):
        run_here(tmp_path / "file" / "out", source)
    with pytest.raises(CorpusError, match="cannot be written"):
        run_here(Path("/proc/self/out") if Path("/proc").exists() else tmp_path / "file" / "out", source)
