"""One fixture that runs a test on every engine; the embedded one is the reference."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from compare.model import Story

Rows = Sequence[dict[str, Any]]


def _missing(what: str, command: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing; run: {command}")
    pytest.skip(f"{what} is missing; run: {command}")


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Return a real session of Spark, one for all tests."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        _missing("PySpark", "pip install 'tellings[spark]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        _missing("Java", "apt install openjdk-17-jre-headless")
    from compare.engine import session

    small = {
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.codegen.wholeStage": "false",  # to compile each of many small steps takes longer than the step
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of PySpark's own
        running = session("local[2]", small)
        yield running
        running.stop()


@pytest.fixture(params=["embedded", "spark"])
def stories(request: pytest.FixtureRequest) -> Callable[[Rows], list[Story]]:
    """Return what finds the stories of rows of ARTICLES, by each engine in turn."""
    import pyarrow as pa
    from made import batches

    from compare.archive import flow
    from compare.archive.schemas import ARTICLES

    if request.param == "embedded":
        return lambda rows: list(flow.stories(batches(rows), workers=1))
    running = request.getfixturevalue("spark")

    def found(rows: Rows) -> list[Story]:
        return list(flow.spark_stories(running.createDataFrame(pa.Table.from_pylist(list(rows), schema=ARTICLES))))

    return found
