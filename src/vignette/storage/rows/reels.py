"""Reels and their clips; a clip takes its span from its moment until it is rendered."""

from uuid import uuid4

from django.db import models

from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import Cycle, FamilysRow
from vignette.storage.rows.moments import Moment
from vignette.storage.rows.sealed import SealedText


class Reel(FamilysRow):
    """`rendered_clips` tells what the rendered film holds: clip, start and end in the film, start in the reel."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="reel")
    why = SealedText()
    rendered = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    rendered_clips = models.JSONField(default=list)

    class Meta:
        db_table = "reel"


class Clip(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.ForeignKey(Reel, on_delete=models.CASCADE, related_name="clips")
    moment = models.ForeignKey(Moment, on_delete=models.CASCADE, related_name="clips")
    place = models.PositiveSmallIntegerField()
    question = SealedText()
    override = SealedText()
    still = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        db_table = "clip"
        ordering = ("place", "pk")
