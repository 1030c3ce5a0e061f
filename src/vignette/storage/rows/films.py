"""Films: from the first part that arrives to what is played and what was found in it."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import Cycle, FamilysRow, Person
from vignette.storage.rows.sealed import SealedText


class Film(FamilysRow):
    """`index` and `proxy` say how the parts that arrived, or those that were made, are read as one film.

    `sender` holds the key to send it; `writer` is the mark of whoever is sending just now. `beside` is the film that a
    sound recorder's recording belongs to, and is empty for films. `occasion` is what the film was made on.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="films")
    in_frame: "models.ManyToManyField[Person, models.Model]" = models.ManyToManyField(Person, related_name="films")
    beside = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="recordings")
    occasion = models.CharField(max_length=12, default="together")
    file_name = SealedText()
    size = models.BigIntegerField()
    pieces = models.JSONField(default=list)
    is_enveloped = models.BooleanField(default=False)
    arrived = models.BigIntegerField(default=0)
    upload_key = models.CharField(max_length=64, default="")
    sender = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    writer = models.CharField(max_length=32, default="")
    touched_at = models.DateTimeField(default=timezone.now)
    digest = SealedText(default="")
    added_at = models.DateTimeField(default=timezone.now)
    file_day = models.DateField(null=True)
    filmed_on = models.DateField(null=True)
    readiness = models.CharField(max_length=20)
    problem = models.TextField(default="")
    footage = models.JSONField(null=True)
    index = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    proxy = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    poster = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    times = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    peaks = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    sprite = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    findings = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "film"
        ordering = ("added_at",)


class Part(models.Model):
    """A piece of a film as it arrived, sealed; all of them, one after the other, are the original."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="parts")
    offset = models.BigIntegerField()
    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "film_part"
        ordering = ("offset",)
        constraints = (models.UniqueConstraint(fields=("film", "offset"), name="one_part_an_offset"),)


class FinishedPart(models.Model):
    """A part of some work on a film that is finished: whoever goes on with the work begins with the next.

    `plan` tells parts of one plan from those of another, which cannot be put together with them.
    """

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="+")
    plan = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    blob = models.OneToOneField(Blob, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        ordering = ("number",)


class MadePart(FinishedPart):
    """A part of a film's proxy."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="made_parts")

    class Meta(FinishedPart.Meta):
        db_table = "film_made_part"
        constraints = (models.UniqueConstraint(fields=("film", "number"), name="one_made_part_a_number"),)


class SeenPart(FinishedPart):
    """What was seen and heard in a part of a film, for as long as the film is being looked through."""

    class Meta(FinishedPart.Meta):
        db_table = "film_seen_part"
        constraints = (models.UniqueConstraint(fields=("film", "number"), name="one_seen_part_a_number"),)
