"""Reels laid before a supervisor, and the comments on them."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.films import Film
from vignette.storage.rows.reels import Reel
from vignette.storage.rows.sealed import SealedText


class Submission(FamilysRow):
    """Of a reel, or of a film of the shared review: then all of it, or the moments in `clips`, cut out into `cut`.

    `clips` tells of each which moment, its start and end in the film, and where it begins in what was cut.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.ForeignKey(Reel, null=True, on_delete=models.CASCADE, related_name="submissions")
    film = models.ForeignKey(Film, null=True, on_delete=models.CASCADE, related_name="submissions")
    clips = models.JSONField(default=list)
    cut = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    supervisor = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="submissions")
    question = SealedText()
    submitted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "submission"
        ordering = ("submitted_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reel=None, film__isnull=False) | models.Q(reel__isnull=False, film=None),
                name="a_reel_or_a_film",
            ),
        )


class Comment(FamilysRow):
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.BigIntegerField()
    words = SealedText()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "comment"
        ordering = ("at", "written_at", "pk")
