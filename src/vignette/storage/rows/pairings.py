"""Two films of one scene, laid beside each other."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.films import Film


class Pairing(FamilysRow):
    """`other` is the second view of `film`. Of the times, `by` is in force and `found` is what the sound told."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    film = models.OneToOneField(Film, on_delete=models.CASCADE, related_name="second_view")
    other = models.OneToOneField(Film, on_delete=models.CASCADE, related_name="first_view")
    stage = models.CharField(max_length=16)
    by = models.BigIntegerField(default=0)
    found = models.BigIntegerField(null=True)
    confidence = models.FloatField(default=0)
    drift = models.FloatField(default=0)
    is_other_heard = models.BooleanField(default=False)
    paired_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "pairing"
        ordering = ("paired_at",)
        constraints = (models.CheckConstraint(condition=~models.Q(film=models.F("other")), name="two_films_not_one"),)
