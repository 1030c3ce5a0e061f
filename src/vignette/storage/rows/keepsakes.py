"""What a family may keep at the end: a page and a folder, each taken once, and gone from here after that."""

from django.db import models
from django.utils import timezone

from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.reels import Reel


class Keepsake(FamilysRow):
    """`page` is a PDF, `folder` a ZIP; `has_stills` and `has_reel` say what went in, and so whose leave it rests on."""

    reel = models.OneToOneField(Reel, on_delete=models.CASCADE, related_name="keepsake")
    page = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    page_taken_at = models.DateTimeField(null=True)
    folder = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    folder_taken_at = models.DateTimeField(null=True)
    has_stills = models.BooleanField()
    has_reel = models.BooleanField()
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        db_table = "keepsake"
