"""Addresses carry typed identities: `<film:film>` gives the view a FilmId, or no page at all."""

from typing import Any

from django.urls import register_converter
from django.urls.converters import UUIDConverter

from vignette.domain.coding import CodingId, EventId
from vignette.domain.consent import ConsentId
from vignette.domain.cycle import CycleId
from vignette.domain.edition import EditionId
from vignette.domain.exemplar import ExemplarId
from vignette.domain.family import GoalId
from vignette.domain.film import FilmId, VersionId
from vignette.domain.identity import FamilyId, Identity
from vignette.domain.invitation import InvitationId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.supervision import SubmissionId
from vignette.domain.transcript import LineId

IN_ADDRESSES: tuple[type[Identity], ...] = (
    ClipId,
    CodingId,
    ConsentId,
    CycleId,
    EditionId,
    EventId,
    ExemplarId,
    FamilyId,
    FilmId,
    GoalId,
    InvitationId,
    LineId,
    ReelId,
    SubmissionId,
    VersionId,
)


def _converter(identity: type[Identity]) -> type:
    class Converter:
        regex = UUIDConverter.regex

        def to_python(self, text: str) -> Identity:
            return identity.parse(text)

        def to_url(self, value: Any) -> str:
            return str(value)

    return Converter


def register() -> None:
    for identity in IN_ADDRESSES:
        register_converter(_converter(identity), identity.kind)
