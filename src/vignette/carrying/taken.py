"""A coding that is to be taken out, and as what it can be written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vignette.domain.table import Table
from vignette.exchange.carried import Carried


class Format(StrEnum):
    """What a coding can be written as."""

    ELAN = "elan"
    BORIS = "boris"
    DATAVYU = "datavyu"
    PRAAT = "praat"
    TABLES = "spreadsheet"
    TABLES_SEMICOLONS = "spreadsheet-semicolons"
    PARQUET = "parquet"
    SUBTITLES = "subtitles"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Taken:
    """A coding to be written: what every format carries, and the tables that only spreadsheets have a place for."""

    carried: Carried
    ratings: Table | None = None
