"""Whether Praat finds in our TextGrids what we wrote into them: run by hand, with a Praat (Debian has one).

    python -m tests.exchange.with_praat [--praat /usr/bin/praat] [--events 400] [--seed 1]

A coding made by chance, with words in many letters, is written as a TextGrid and opened in Praat. Praat's own commands
tell tiers, times and labels; then Praat saves it in each of its forms, and each is read again.
"""

import argparse
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.exchange.with_boris import made
from vignette.domain.span import SECOND
from vignette.exchange.carried import Carried
from vignette.exchange.textgrid import read_textgrid, write_textgrid
from vignette.exchange.tiers import Name

IN_PRAAT = Path(__file__).with_name("in_praat.praat")
FORMS = ("utf8", "short", "binary", "utf16", "utf16-short")
NOTES = (
    "",
    'so "ja" she says ""',
    "مرحبا يا أمّي",
    "wave 👋🏽 and smile",
    "\\al 5 <exists> ! no comment",
    "two\nlines",
    "a\ttab, é and e\u0301",
    " lead and trail ",
)
Row = tuple[str, str, str, str]
"""Person and code, start and end in seconds, label."""


def worded(events: int, chance: random.Random) -> Carried:
    one = made(events, chance)
    names = {"Mother": "أمّ", "Child": 'Kind "Bo" 👶'}
    return replace(
        one,
        people=tuple(names[each] for each in one.people),
        events=tuple(
            replace(each, person=names.get(each.person, ""), note=chance.choice(NOTES)) for each in one.events
        ),
    )


def expected(one: Carried) -> Iterator[Row]:
    for each in one.events:
        start, end = (f"{at // SECOND}.{at % SECOND:06}" for at in (each.start, each.end))
        yield f"{each.person}|{each.code}", start, end, each.note or each.code


def found(told: str) -> Iterator[Row]:
    """The labelled intervals and the points of tiers of events, as Praat told them."""
    for line in told.splitlines():
        name, start, end, label = (_plain(part) for part in line.split("\t"))
        tier = Name.of(name)
        if label and not tier.more:
            yield f"{tier.person}|{tier.what}", f"{float(start):.6f}", f"{float(end):.6f}", label


def _plain(part: str) -> str:
    return "\\".join(each.replace("\\n", "\n").replace("\\t", "\t") for each in part.split("\\\\"))


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--praat", default="praat")
    arguments.add_argument("--events", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    one = worded(given.events, random.Random(given.seed))  # noqa: S311 - chance that can be repeated
    with TemporaryDirectory() as folder:
        ours, told, saved = (f"{folder}/{name}" for name in ("ours.TextGrid", "told", "theirs"))
        Path(ours).write_bytes(write_textgrid(one))
        subprocess.run([given.praat, "--run", str(IN_PRAAT), ours, told, saved], check=True)
        in_praat = Counter(found(Path(told).read_text("utf-8")))
        back = {form: read_textgrid(Path(f"{saved}.{form}.TextGrid").read_bytes()) for form in FORMS}
    is_same = {"in Praat": in_praat == Counter(expected(one))}
    before = read_textgrid(write_textgrid(one))
    is_same |= {f"saved by Praat as {form} and read again": its == before for form, its in back.items()}
    for what, same in is_same.items():
        sys.stdout.write(f"{what}: {'the same' if same else 'differs'}\n")
    sys.stdout.write(f"labels in Praat: {in_praat.total()} of {len(one.events)}\n")
    return 0 if all(is_same.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
