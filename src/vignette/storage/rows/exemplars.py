"""Stretches of films that are examples of a code."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.films import Film
from vignette.storage.rows.sealed import SealedText


class Exemplar(FamilysRow):
    """`place` counts the examples of one code from 1, so that two families never fill the same; `codebook` is a name.

    `cut` is what was cut out of the film, null until that is done. `second` lets it through; where they do not,
    `reason` may say why, and its place is null: another can have it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="exemplars")
    codebook = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField(null=True)
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    words = SealedText()
    cut = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    second = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=12, default="awaited")
    reason = SealedText(default="")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "exemplar"
        ordering = ("codebook", "code", models.F("place").asc(nulls_last=True), "made_at")
        constraints = (models.UniqueConstraint(fields=("codebook", "code", "place"), name="one_exemplar_a_place"),)
