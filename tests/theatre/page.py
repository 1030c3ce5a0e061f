"""The truth table as a page: the figures with their aims, the conditions side by side, and what falls short."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .figures import FIGURES, Figure
from .repertoire import HARDER, PARITY, Film
from .scoring import Score

Scored = Mapping[Film, Score]

WITHIN = 0.05
"""How far a condition may fall behind the plain film."""

CAVEATS = """\
- These are drawn people, and drawn people flatter the analysis. The heads were drawn so that the face networks which
  the analysis uses would find them; their skin is even, their light soft, their arms are tubes, and nobody moves as
  quickly or hides as often as a real child. Read the figures as a ceiling, and as a comparison of one condition with
  another.
- The voices are murmurs made of sine waves: a woman's and a child's, six semitones apart but for two conditions (an
  infant's voice, twelve semitones up; two women of one pitch). The empty room is 25 dB below them, and nobody is silent
  for longer than 25 seconds, because after that the voice network hears no murmurs. Laughter is four to five voiced
  bursts a second, crying a series of drawn high cries; neither has a real voice's roughness. Voices speak at once in
  two of the four scripts, and only when one of them is turned to somebody beyond the picture.
- What is true comes from the scripts alone, never from the analysis. A person is matched to their script by their place
  in the picture. While a face is covered or its owner out of the picture, it is not asked for and its smiles are not
  counted, nor are looks between the two.
- A look counts from the moment the head has made 0.7 of its turn; a smile while it is at least half of the fullest,
  the smile of laughter included. Voices found in laughter or crying count as neither right nor wrong speech.
- "Adult or child right" says that a turn which the analysis gave to somebody was given to the right one of the two. Who
  of them is grown up is a row of its own, and only where the analysis says so.
- A scripted moment is what meets a rule's definition, and all that does is scripted; the tests hold the rest of each
  script against the definitions. It is found when a suggestion of its own shares half of the shorter of the two with
  it; the next row asks for the rule of the script as well. Films are about a minute and a half long, with three moments
  in each that take a ninth to a fifth of the time. The rows on suggestions that lie anywhere tell how much of the
  recall is chance. A suggestion is astray when it touches no moment at all.
- Eye direction is what an eyeball of usual size would have to turn for its iris to lie where it is painted. Laughter
  and crying are compared whoever they are given to; reaches, shows, nods and movements given back are right where the
  right person made one within a quarter of a second. A show is a reach as well, so "reaches or shows" takes either
  word. "None" means that nothing of the kind was found in any film.
- Scripts come from a seed; the four of each half have all ten rules together. Half of the scripts are for tuning;
  nothing is tuned on the others, which are reported here. What films of one script have in common weighs in all of
  them.
- Not among the conditions: lying infants, hands before half a face, three who take part, films turned on their side,
  other lenses, and every kind of real room.
"""


def page(scored: Scored, *, half: str, day: str, commit: str, settings: str, known: Mapping[str, str]) -> str:
    """The whole page in Markdown; `known` says why a figure or a condition, by its name, falls short."""
    scores, minutes = list(scored.values()), sum(film.plot().length for film in scored) / 60_000
    scripts = sorted({film.script for film in scored})
    parts = [
        "# How right the analysis is",
        f"Measured on {day} at commit {commit}, settings {settings}, on {len(scored)} films ({minutes:.0f} minutes) of "
        f"the {half} half: the scripts {', '.join(scripts)}. `python bench/accuracy.py` makes the films and this page.",
        "## What to keep in mind\n\n" + CAVEATS.rstrip(),
        "## All films together\n\n" + whole(scores),
        "## The same scripts, side by side\n\n" + _side_by_side(scored),
        "## Harder films\n\n" + _harder(scored),
        "## What falls short\n\n" + shortfalls(scored, known),
    ]
    return "\n\n".join(parts) + "\n"


def whole(scores: Sequence[Score]) -> str:
    """Every figure over all films with its aim."""
    rows = []
    for figure in FIGURES:
        value = figure.of(scores)
        verdict = "" if figure.aim is None else "**below its aim**" if figure.falls_short(value) else "yes"
        unit = f" {figure.unit}" if figure.unit else ""
        measured = figure.written(value) + ("" if math.isnan(value) else unit)
        rows.append((figure.name, figure.aimed + (unit if figure.aimed else ""), measured, verdict))
    return _table(("figure", "aim", "measured", "reached"), rows)


def behind(figure: Figure, value: float, plain: float) -> bool:
    """Whether `value` is more than `WITHIN` worse than the plain film's; being better is no fault."""
    worse = value - plain if figure.is_error else plain - value
    return not math.isnan(plain) and (math.isnan(value) or round(worse, 3) > WITHIN)


def shortfalls(scored: Scored, known: Mapping[str, str]) -> str:
    """One line a figure below its aim, with where it is worst; then one a condition that is served worse."""
    lines = []
    for figure in FIGURES:
        value = figure.of(list(scored.values()))
        if figure.falls_short(value):
            lines.append(
                f"- **{figure.name}**: {figure.written(value)} against {figure.aimed}; worst with "
                f"{_worst(figure, scored)}. {known.get(figure.name, 'Why is not known yet.')}"
            )
    return "\n".join([*lines, *_served_worse(scored, known)]) or "Nothing."


def _served_worse(scored: Scored, known: Mapping[str, str]) -> Iterator[str]:
    for condition in _conditions(scored):
        if worse := [figure.name for figure in _compared() if _is_behind(figure, condition, scored)]:
            why = f" {known[condition]}" if condition in known else ""
            yield f"- *{condition}* is served worse than the plain films of its scripts in: {'; '.join(worse)}.{why}"


def _side_by_side(scored: Scored) -> str:
    first_two = {film: score for film, score in scored.items() if _is_parity(film, scored)}
    return (
        f"Each condition with its difference to the plain films; in bold what is more than {WITHIN:g} worse.\n\n"
        + _comparison([c for c in PARITY if c in _conditions(scored)], first_two)
    )


def _harder(scored: Scored) -> str:
    rest = {film: score for film, score in scored.items() if not _is_parity(film, scored)}
    there = {film.condition for film in rest}
    groups = [[c for c in group if c != "plain" and c in there] for group in HARDER]
    return "\n\n".join(
        [
            "One film of each, with its difference to the plain film of the same script.",
            *(_comparison(group, rest) for group in groups if group),
        ]
    )


def _is_parity(film: Film, scored: Scored) -> bool:
    return any(other.script == film.script and other.condition == PARITY[1] for other in scored)


def _comparison(conditions: Sequence[str], scored: Scored) -> str:
    rows = [(figure.name, *(_cell(figure, condition, scored) for condition in conditions)) for figure in _compared()]
    return _table(("figure", *conditions), rows)


def _cell(figure: Figure, condition: str, scored: Scored) -> str:
    value = figure.of(_under(condition, scored))
    if condition == "plain":
        return figure.written(value)
    plain = figure.of(_plain_beside(condition, scored))
    difference = "" if math.isnan(value) or math.isnan(plain) else f" ({value - plain:+.3f})"
    text = figure.written(value) + difference
    return f"**{text}**" if behind(figure, value, plain) else text


def _is_behind(figure: Figure, condition: str, scored: Scored) -> bool:
    return condition != "plain" and behind(
        figure, figure.of(_under(condition, scored)), figure.of(_plain_beside(condition, scored))
    )


def _compared() -> list[Figure]:
    return [figure for figure in FIGURES if figure.must_serve_all]


def _conditions(scored: Scored) -> list[str]:
    return list(dict.fromkeys(film.condition for film in scored))


def _under(condition: str, scored: Scored) -> list[Score]:
    return [score for film, score in scored.items() if film.condition == condition]


def _plain_beside(condition: str, scored: Scored) -> list[Score]:
    """The plain films of the scripts that were filmed under `condition`."""
    scripts = {film.script for film in scored if film.condition == condition}
    return [score for film, score in scored.items() if film.condition == "plain" and film.script in scripts]


def _worst(figure: Figure, scored: Scored) -> str:
    def badness(condition: str) -> float:
        value = figure.of(_under(condition, scored))
        return math.inf if math.isnan(value) else value if figure.is_error else -value

    worst = sorted(_conditions(scored), key=badness, reverse=True)[:3]
    return ", ".join(f"{each} ({figure.written(figure.of(_under(each, scored)))})" for each in worst)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
