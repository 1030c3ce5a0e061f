"""What was seen, said and agreed when a reel was watched together."""

from uuid import uuid4

from django.db import models

from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.reels import Clip, Reel
from vignette.storage.rows.sealed import SealedText


class Review(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.OneToOneField(Reel, on_delete=models.CASCADE, related_name="review")
    to_try = SealedText()
    held_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "review"


class Seen(FamilysRow):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="seen")
    clip = models.ForeignKey(Clip, on_delete=models.CASCADE, related_name="+")
    client_words = SealedText()
    guider_words = SealedText()

    class Meta:
        db_table = "seen"
        constraints = (models.UniqueConstraint(fields=("review", "clip"), name="one_note_a_clip"),)
