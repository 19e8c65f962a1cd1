"""A real cluster on this machine: a master, two workers, and an executor that is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import attrs
import pytest

from tests.corpus.running.making import files_of, run_here

from .conftest import CONFIGURATION

ROOT = Path(__file__).parents[3]

#: Seconds for a step of the cluster: it takes some twenty on an idle machine, and ten times that on a busy one.
LONG = 600.0


@attrs.frozen
class Cluster:
    """A cluster that runs."""

    master: str
    workers: list[int]
    environment: dict[str, str]

    def executors(self) -> list[int]:
        """Return the processes of the executors."""
        return [
            int(child)
            for worker in self.workers
            for held in Path(f"/proc/{worker}/task").glob("*/children")
            for child in held.read_text("ascii").split()
            if Path(f"/proc/{child}/comm").read_text("utf-8") == "java\n"  # what a worker's script has left is a dead shell
        ]


def _until(what: Callable[[], object], log: Path) -> None:
    end = time.monotonic() + LONG
    while not what():
        assert time.monotonic() < end, log.read_text("utf-8", "replace")[-2_000:]
        time.sleep(0.2)


@pytest.fixture
def cluster(tmp_path: Path, _needed: None) -> Iterator[Cluster]:
    """Start a master and two workers of one core each; stop them."""
    import pyspark

    if not Path("/proc/self/task").exists():
        pytest.skip("there is no /proc to find the executors by")
    home = tmp_path / "spark"
    home.mkdir()
    settings = {**CONFIGURATION, "spark.executor.memory": "512m"}
    (home / "spark-defaults.conf").write_text("".join(f"{name} {held}\n" for name, held in settings.items()), "utf-8")
    spark = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(spark),
        "SPARK_CONF_DIR": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(ROOT),  # where the plugin of these tests is
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{free.getsockname()[1]}"
    with ExitStack() as stack:

        def start(name: str, kind: str, said: str, *words: str) -> int:
            log = home / f"{name}.log"
            command = [
                str(spark / "bin" / "spark-class"),
                f"org.apache.spark.deploy.{kind}",
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0",
                *words,
            ]
            with log.open("wb") as file:
                process = stack.enter_context(subprocess.Popen(command, env=environment, stdout=file, stderr=file))
            stack.callback(process.kill)
            _until(lambda: said in log.read_text("utf-8", "replace"), log)
            return process.pid

        start("master", "master.Master", "New state: ALIVE", "--port", master.rpartition(":")[2])
        own = ("--cores", "1", "--memory", "700m", "--work-dir", str(home / "work"), master)
        workers = [start(f"worker-{n}", "worker.Worker", "Successfully registered", *own) for n in range(2)]
        yield Cluster(master, workers, environment)


def test_files_are_the_same_when_an_executor_is_killed(cluster: Cluster, tmp_path: Path) -> None:
    """As those of processes of this machine, to the byte."""
    inputs, out, log = tmp_path / "in", tmp_path / "there", tmp_path / "driver.log"
    inputs.mkdir()
    for number in range(120):
        (inputs / f"{number:03}.txt").write_text(f"Ada said LATE that {number} ships came.", "utf-8")
    command = [sys.executable, "-m", "tests.corpus.spark.driving", cluster.master, str(out), str(inputs)]
    with log.open("wb") as file, subprocess.Popen(command, env=cluster.environment, cwd=ROOT, stdout=file, stderr=file) as driver:
        try:
            _until(lambda: (out / "claims" / "part-000000.parquet").exists() or driver.poll() is not None, log)
            executors = cluster.executors()
            assert len(executors) == 2
            assert not (out / "claims" / "part-000010.parquet").exists()
            os.kill(executors[0], signal.SIGKILL)
            status = driver.wait(LONG)
        finally:
            driver.kill()
    assert status == 0, log.read_text("utf-8", "replace")[-2_000:]
    run_here(tmp_path / "here", inputs)
    assert files_of(out) == files_of(tmp_path / "here") != {}
