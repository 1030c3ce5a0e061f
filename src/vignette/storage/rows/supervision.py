"""Reels laid before a supervisor, and the comments on them."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.reels import Reel
from vignette.storage.rows.sealed import SealedText


class Submission(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.ForeignKey(Reel, on_delete=models.CASCADE, related_name="submissions")
    supervisor = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="submissions")
    question = SealedText()
    submitted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "submission"
        ordering = ("submitted_at", "pk")


class Comment(FamilysRow):
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.BigIntegerField()
    words = SealedText()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "comment"
        ordering = ("at", "written_at", "pk")
