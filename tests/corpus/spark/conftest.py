"""What tests of Spark need: pyspark, Java, and one session for all that need no cluster."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

#: What Spark is told, so that it stays on this machine, and does not cut a few rows into two hundred tasks.
CONFIGURATION = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
}


@pytest.fixture(scope="session", autouse=True)
def _needed() -> None:
    """Skip where there is no Spark."""
    pytest.importorskip("pyspark", reason="the extra spark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")


@pytest.fixture(scope="session")
def spark(_needed: None) -> Iterator[Any]:
    """Return a session with two workers of this machine."""
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]").config(map=CONFIGURATION)
        session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "3").getOrCreate()
        yield session
        session.stop()
