"""What is said in a film, line by line."""

from django.db import models

from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.films import Film
from vignette.storage.rows.sealed import SealedText


class Transcript(FamilysRow):
    """`words` and `past` as `storage.transcripts` writes them; `number` counts the changes. It ends with its film."""

    film = models.OneToOneField(Film, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    words = SealedText()
    past = SealedText(default="")

    class Meta:
        db_table = "transcript"
