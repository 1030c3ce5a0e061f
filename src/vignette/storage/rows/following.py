"""Somebody followed through a clip, so that they can be covered."""

from django.db import models
from django.utils import timezone

from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.films import Film
from vignette.storage.rows.reels import Reel
from vignette.storage.rows.sealed import SealedText


class Following(FamilysRow):
    """The last wish for a clip, and what was found for it: empty until something is. It ends with its reel and film."""

    clip = models.UUIDField(primary_key=True, editable=False)
    reel = models.ForeignKey(Reel, on_delete=models.CASCADE, related_name="+")
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="+")
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    at = models.BigIntegerField()
    box = SealedText()
    found = SealedText(default="")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "following"
