"""What comes one after the other, as places in a list of labels: whoever counts it never looks at a label again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from vignette.evidence.sequences.bouts import Whole


@dataclass(frozen=True, eq=False, slots=True)
class Labelled:
    """Sequences of labels: each of `rows` holds, in order, places in `labels`, which are sorted and all occur."""

    labels: tuple[str, ...]
    rows: tuple[Whole, ...]

    @classmethod
    def of(cls, said: Sequence[Sequence[str]]) -> Labelled:
        # A label gets its place where it first comes: what takes long is to look at each of them, so that is done once.
        place: defaultdict[str, int] = defaultdict(count().__next__)
        rows = [np.fromiter(map(place.__getitem__, row), np.int64, len(row)) for row in said]
        return cls.from_places(list(place), rows)

    @classmethod
    def from_places(cls, names: Sequence[str], rows: Sequence[Whole]) -> Labelled:
        """The same of places in `names`, which come as they like: one that stands there twice is one label."""
        every, place = np.unique(np.array(names, object), return_inverse=True)
        occurs = np.zeros(len(every), np.bool_)
        for row in rows:
            occurs[place[row]] = True
        final = (np.cumsum(occurs) - 1)[place]
        return cls(tuple(every[occurs].tolist()), tuple(final[row] for row in rows))

    def told(self) -> list[list[str]]:
        """The labels themselves, row by row."""
        return [[self.labels[place] for place in row.tolist()] for row in self.rows]

    def without_repeats(self) -> Labelled:
        """The same where a run of one label counts once."""
        return Labelled(self.labels, tuple(row[np.append(True, row[1:] != row[:-1])[: row.size]] for row in self.rows))
