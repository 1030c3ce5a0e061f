"""Spreadsheets of Datavyu (datavyu.org), .opf, in and out.

A column of Datavyu is a code here, a cell an event, and the codes of a cell are its modifiers. What Datavyu has no
place for (who was coded, shapes, labels, films) stands in columns and codes of our own, which Datavyu shows like any
other: so a file that we wrote comes back whole, to the millisecond in which Datavyu counts.
"""

from vignette.exchange.datavyu.reading import read_opf
from vignette.exchange.datavyu.writing import lost_in_opf, write_opf

__all__ = ["lost_in_opf", "read_opf", "write_opf"]
