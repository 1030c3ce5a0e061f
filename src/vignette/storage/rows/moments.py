"""Moments of films, and who is who in them."""

from uuid import uuid4

from django.db import models

from vignette.storage.rows.families import FamilysRow, Person
from vignette.storage.rows.films import Film
from vignette.storage.rows.sealed import SealedText


class Moment(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="moments")
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    title = SealedText()
    principle = models.CharField(max_length=12, null=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    origin = models.CharField(max_length=10)
    standing = models.CharField(max_length=10)
    codebook = models.CharField(max_length=40)
    reasons = SealedText()
    note = SealedText()

    class Meta:
        db_table = "moment"
        ordering = ("start", "end", "pk")


class Naming(FamilysRow):
    """Who is who in a film, as `storage.namings` writes it."""

    film = models.OneToOneField(Film, primary_key=True, on_delete=models.CASCADE, related_name="+")
    words = SealedText()

    class Meta:
        db_table = "film_naming"
