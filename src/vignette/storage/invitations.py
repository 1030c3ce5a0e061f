"""Loading and saving a client's way to a reel; secrets, marks and codes are known here only by their hashes."""

from datetime import datetime

from django.db.models import F

from vignette.domain.identity import FamilyId
from vignette.domain.invitation import Invitation, InvitationId
from vignette.domain.reel import ReelId
from vignette.storage import rows

MOST_TRIES = 5


def add(invitation: Invitation, reel: ReelId, family: FamilyId, secret_hash: str) -> None:
    rows.Invitation.objects.create(
        id=invitation.id.value,
        reel_id=reel.value,
        family_id=family.value,
        secret_hash=secret_hash,
        made_at=invitation.made_at,
        until=invitation.until,
    )


def load(invitation: InvitationId) -> Invitation:
    return _value(rows.Invitation.objects.get(pk=invitation.value))


def newest_of(reel: ReelId) -> Invitation | None:
    row = rows.Invitation.objects.filter(reel=reel.value).last()
    return _value(row) if row else None


def reel_of(invitation: InvitationId) -> ReelId:
    return ReelId(rows.Invitation.objects.values_list("reel_id", flat=True).get(pk=invitation.value))


def find(secret_hash: str) -> Invitation | None:
    row = rows.Invitation.objects.filter(secret_hash=secret_hash).first()
    return _value(row) if row else None


def of_device(mark_hash: str) -> Invitation | None:
    row = rows.Device.objects.filter(mark_hash=mark_hash).select_related("invitation").first()
    return _value(row.invitation) if row else None


def claim_first(invitation: InvitationId, at: datetime) -> bool:
    """Be the first to open the letter; False where somebody was before."""
    unopened = rows.Invitation.objects.filter(pk=invitation.value, first_opened_at=None)
    return bool(unopened.update(first_opened_at=at))


def bind(invitation: InvitationId, mark_hash: str) -> None:
    rows.Device.objects.create(invitation_id=invitation.value, mark_hash=mark_hash)


def end(reel: ReelId, at: datetime, *, by_client: bool = False) -> None:
    """End every invitation to `reel` that still holds."""
    open_ones = rows.Invitation.objects.filter(reel=reel.value, ended_at=None)
    open_ones.update(ended_at=at, stopped_by_client=by_client)


def offer_code(invitation: InvitationId, code_hash: str, until: datetime) -> None:
    rows.Invitation.objects.filter(pk=invitation.value).update(code_hash=code_hash, code_until=until, code_tries=0)


def use_code(invitation: InvitationId, code_hash: str, at: datetime) -> bool:
    """Use up the code if it is the right one, still in time and not tried too often; every try is counted first."""
    its = rows.Invitation.objects.filter(pk=invitation.value, code_until__gte=at).exclude(code_hash="")
    if not its.filter(code_tries__lt=MOST_TRIES).update(code_tries=F("code_tries") + 1):
        return False
    return bool(its.filter(code_hash=code_hash).update(code_hash="", code_until=None))


def _value(row: rows.Invitation) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        made_at=row.made_at,
        until=row.until,
        opened_at=row.first_opened_at,
        ended_at=row.ended_at,
        stopped_by_client=row.stopped_by_client,
    )
