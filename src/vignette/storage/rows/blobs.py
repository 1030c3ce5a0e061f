"""Sealed bytes on disk, and the wrapped key of each: without its row a blob is noise."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.families import FamilysRow


class Blob(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=16)
    size = models.BigIntegerField()
    wrapped_key = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "blob"
