"""Tables as Parquet files, for DuckDB, Spark, pandas and the like. Needs pyarrow."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..render.site_facts import Site
from .table import Column, ColumnType, Row


class NoWriter(Exception):
    """pyarrow is not installed; the message says how to come by it."""


_ARROW_TYPES: Final[Mapping[ColumnType, str]] = {
    "text": "string", "texts": "list", "integer": "int32", "date": "date32",
    "partial-date": "string",
}  # fmt: skip


def render_parquet(columns: Sequence[Column], rows: Iterable[Row], site: Site) -> bytes:
    """The rows as a Parquet file, in their order; what a row lacks is null.

    Same rows and same pyarrow, same bytes. Raises NoWriter.
    """
    arrow = _writer("pyarrow")
    schema = arrow.schema(
        [(column.name, _arrow_type(arrow, column.type)) for column in columns],
        metadata={"site": site.name, "url": site.url, "licence": site.licence},
    )
    table = arrow.Table.from_pylist([dict(row) for row in rows], schema=schema)
    file = io.BytesIO()
    _writer("pyarrow.parquet").write_table(table, file, compression="zstd")
    return file.getvalue()


def _arrow_type(arrow: Any, type_of: ColumnType) -> Any:
    if type_of == "texts":
        return arrow.list_(arrow.string())
    return getattr(arrow, _ARROW_TYPES[type_of])()


def _writer(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError:
        raise NoWriter(
            "Parquet needs the package pyarrow, which is not installed here: "
            "make venv-export (55 MB), then once more"
        ) from None
