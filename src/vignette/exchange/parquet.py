"""A table as Parquet, which R, pandas, Polars and DuckDB open; units and meanings stand in each column's metadata.

The file's own metadata tell the table's name and description. The library that reads it is a large one in C++: what
came from outside is read where such things are read, in a cell.
"""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from vignette.domain.table import Column, Holds, Table
from vignette.domain.work import Progress, unheard
from vignette.exchange.carried import Unreadable

MAGIC = b"PAR1"
MOST_CELLS = 50_000_000
MOST_BYTES = 1_000_000_000
KINDS = {
    Holds.TEXT: pa.string(),
    Holds.WHOLE: pa.int64(),
    Holds.NUMBER: pa.float64(),
    Holds.TRUTH: pa.bool_(),
}


def write_parquet(table: Table, *, progress: Progress = unheard) -> bytes:
    """`table` with a column of its kind for each; text is never null."""
    fields = [
        pa.field(
            column.name,
            KINDS[column.holds],
            nullable=column.holds is not Holds.TEXT,
            metadata={"description": column.description, "unit": column.unit},
        )
        for column in table.columns
    ]
    about = {"name": table.name, "description": table.description}
    arrays = [pa.array(values, field.type) for field, values in zip(fields, table.values, strict=True)]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about)), sink, compression="zstd")
    return sink.getvalue()


def read_parquet(content: bytes) -> Table:
    """A table of texts, numbers and truths, whoever wrote it; Unreadable where there is anything else."""
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        _refuse_huge(file.metadata)
        held = file.read(use_threads=False)
        columns = tuple(_column(field) for field in held.schema)
        values = tuple(_values(column, held.column(place)) for place, column in enumerate(columns))
        about = {key.decode(): value.decode() for key, value in (held.schema.metadata or {}).items()}
        return Table(about.get("name", ""), about.get("description", ""), columns, values)
    except Unreadable:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Unreadable("This Parquet file is broken: save it again where it came from.") from error


def _refuse_huge(about: pq.FileMetaData) -> None:
    unpacked = sum(about.row_group(place).total_byte_size for place in range(about.num_row_groups))
    if about.num_rows * max(1, about.num_columns) > MOST_CELLS or unpacked > MOST_BYTES:
        raise Unreadable("This Parquet file is far too large for codes: split it into parts.")


def _column(field: pa.Field) -> Column:
    words = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    return Column(field.name, _holds(field), words.get("description", ""), words.get("unit", ""))


def _holds(field: pa.Field) -> Holds:
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return Holds.TEXT
    if pa.types.is_boolean(kind):
        return Holds.TRUTH
    if pa.types.is_integer(kind):
        return Holds.WHOLE
    if pa.types.is_floating(kind):
        return Holds.NUMBER
    raise Unreadable(f"The column {field.name} is neither text nor a number: leave it out.")


def _values(column: Column, held: pa.ChunkedArray) -> list[str | int | float | bool | None]:
    values: list[str | int | float | bool | None] = held.to_pylist()
    if column.holds is Holds.TEXT:
        return ["" if value is None else value for value in values]
    if column.holds is Holds.NUMBER:
        return [None if value != value else value for value in values]  # only NaN is not itself
    return values
