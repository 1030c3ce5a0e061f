"""What was seen, said and agreed when a reel was watched together."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.reels import Clip, Reel
from vignette.storage.rows.sealed import SealedText


class Review(FamilysRow):
    """`to_try` is what was planned until the next film; whether it was tried is None until somebody told."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.OneToOneField(Reel, on_delete=models.CASCADE, related_name="review")
    to_try = SealedText()
    was_tried = models.BooleanField(null=True)
    happened = SealedText(default="")
    began_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    is_apart = models.BooleanField(default=False)

    class Meta:
        db_table = "review"


class Seen(FamilysRow):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="seen")
    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="+")
    client_words = SealedText()
    guider_words = SealedText()
    said_nothing = models.BooleanField(default=False)
    named_first = models.CharField(max_length=10, default="")
    runs = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "seen"
        constraints = (models.UniqueConstraint(fields=("review", "clip"), name="one_note_a_clip"),)


class Mark(FamilysRow):
    """A moment that the client marked: so many microseconds after its clip begins in the reel."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="marks")
    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="+")
    after = models.BigIntegerField()
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "mark"
        ordering = ("pk",)
