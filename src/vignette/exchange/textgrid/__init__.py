"""Praat's TextGrid: long and short text in UTF-8 and UTF-16 and binary in, long text in UTF-8 out.

Source: "TextGrid file formats" in Praat's manual, and files that Praat 6.1 writes.
"""

from vignette.exchange.textgrid.reading import read_textgrid
from vignette.exchange.textgrid.writing import lost_in_textgrid, write_textgrid

__all__ = ["lost_in_textgrid", "read_textgrid", "write_textgrid"]
