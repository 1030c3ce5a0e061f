"""Films: from the first part that arrives to what is played and what was found in it."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import Cycle, FamilysRow, Person
from vignette.storage.rows.sealed import SealedText


class Film(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="films")
    in_frame: "models.ManyToManyField[Person, models.Model]" = models.ManyToManyField(Person, related_name="films")
    file_name = SealedText()
    size = models.BigIntegerField()
    arrived = models.BigIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)
    readiness = models.CharField(max_length=20)
    problem = models.TextField(default="")
    footage = models.JSONField(null=True)
    original = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    playable = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    poster = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    peaks = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    times = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    findings = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "film"
        ordering = ("added_at",)


class Part(models.Model):
    """A piece of a film that is still arriving, sealed as it came."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="parts")
    offset = models.BigIntegerField()
    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "film_part"
        ordering = ("offset",)
        constraints = (models.UniqueConstraint(fields=("film", "offset"), name="one_part_an_offset"),)
