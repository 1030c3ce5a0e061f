"""Both sides of the wire read the same page, and a moment comes back as it was sent."""

from pathlib import Path

from vignette.domain.film import FilmId
from vignette.domain.moment import Edit, Moment, MomentId, Origin, Reason, Standing
from vignette.domain.person import PersonId
from vignette.domain.span import Micros, Span
from vignette.web import messages, wire
from vignette.web.typescript import written

TIMELINE = Path(__file__).parents[2] / "timeline" / "src" / "wire.ts"
MOMENT = Moment(
    id=MomentId.new(),
    film=FilmId.new(),
    span=Span(Micros(1_000_000), Micros(2_500_000)),
    title="They laugh",
    principle="D4",
    person=PersonId.new(),
    origin=Origin.SUGGESTED,
    standing=Standing.KEPT,
    codebook="vig@1",
    reasons=(Reason(Micros(1_200_000), "both smile"),),
    note="for later",
)


def test_the_timeline_reads_what_the_site_writes() -> None:
    assert TIMELINE.read_text() == written(wire.MESSAGES), "run: python -m vignette.web.wire > timeline/src/wire.ts"


def test_a_moment_comes_back_as_it_was_sent() -> None:
    sent = wire.Edit(id=str(MOMENT.id), before=None, after=messages.moment(MOMENT)).model_dump_json(by_alias=True)

    assert messages.edit(wire.Edit.model_validate_json(sent)) == Edit(MOMENT.id, None, MOMENT)
