"""What is said in a film, line by line."""

from django.db import models

from vignette.storage.rows.families import FamilysRow, Person
from vignette.storage.rows.films import Film
from vignette.storage.rows.sealed import SealedText


class Transcript(FamilysRow):
    """`number` counts the changes. It ends with its film.

    Of its steps, the first `done` are those that were made; those that follow were taken back.
    """

    film = models.OneToOneField(Film, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "transcript"


class TranscriptLine(FamilysRow):
    """`number` is that of the change that made the line what it is."""

    id = models.UUIDField(primary_key=True, editable=False)
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="+")
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    words = SealedText()
    number = models.PositiveIntegerField()

    class Meta:
        db_table = "transcript_line"
        ordering = ("start", "end", "pk")
        indexes = (models.Index(fields=("film", "start", "end"), name="transcript_line_in_time"),)


class TranscriptStep(FamilysRow):
    """What takes the `place`-th change back, or does it again where it was taken back; places count from 1."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    change = SealedText()

    class Meta:
        db_table = "transcript_step"
        constraints = (models.UniqueConstraint(fields=("film", "place"), name="one_step_a_place"),)
