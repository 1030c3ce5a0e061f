"""Reels, their clips, and every making of them."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import Cycle, FamilysRow
from vignette.storage.rows.films import Film
from vignette.storage.rows.moments import Moment
from vignette.storage.rows.sealed import SealedText


class Reel(FamilysRow):
    """`number` counts its changes: whoever changes it says which one they saw last."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="reel")
    why = SealedText()
    opening = SealedText(default="")
    closing = SealedText(default="")
    script = SealedText(default="")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "reel"


class Clip(FamilysRow):
    """`start` and `end` are null while the clip follows its moment; `showing` is as `storage.showings` writes it.

    A clip that was taken out is not in the reel and stays with it, so that it can come back as it was, with what was
    said about it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.ForeignKey(Reel, on_delete=models.CASCADE, related_name="clips")
    moment = models.ForeignKey(Moment, on_delete=models.CASCADE, related_name="clips")
    is_in = models.BooleanField(default=True)
    place = models.PositiveSmallIntegerField()
    start = models.BigIntegerField(null=True)
    end = models.BigIntegerField(null=True)
    question = SealedText()
    override = SealedText()
    showing = SealedText(default="")
    is_clients_choice = models.BooleanField(default=False)
    still = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "clip"
        ordering = ("place", "pk")


class Edition(FamilysRow):
    """One making of a reel; `held` is as `storage.editions` writes it, and `films` are those it shows."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.ForeignKey(Reel, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="+")
    films: "models.ManyToManyField[Film, models.Model]" = models.ManyToManyField(Film, related_name="editions")
    held = SealedText()

    class Meta:
        db_table = "edition"
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("reel", "number"), name="one_edition_a_number"),)


class Look(FamilysRow):
    """Somebody's watching of an edition; `account` is the supervisor's, null for everybody else."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="looks")
    who = models.CharField(max_length=16)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "look"
        ordering = ("first_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("edition", "who", "account"), name="one_look_an_account"),
            models.UniqueConstraint(fields=("edition", "who"), condition=models.Q(account=None), name="one_look_a_tie"),
        )
