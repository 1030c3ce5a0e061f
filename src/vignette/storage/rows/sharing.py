"""A client's way to a reel. Secrets, device marks and codes are kept only as hashes."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.reels import Clip, Reel
from vignette.storage.rows.sealed import SealedText


class Invitation(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reel = models.ForeignKey(Reel, on_delete=models.CASCADE, related_name="invitations")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stopped_by_client = models.BooleanField(default=False)
    first_opened_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, default="")
    code_until = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "invitation"
        ordering = ("made_at", "pk")


class Device(models.Model):
    """A phone on which the letter was opened; the first needs the link, every other a code as well."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="devices")
    mark_hash = models.CharField(max_length=64, unique=True)
    bound_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "device"
        ordering = ("bound_at", "pk")


class Reply(FamilysRow):
    reel = models.OneToOneField(Reel, on_delete=models.CASCADE, related_name="reply")
    words = SealedText()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "reply"


class Favourite(FamilysRow):
    """A clip that the client likes best, one of several."""

    clip = models.OneToOneField(Clip, on_delete=models.CASCADE, related_name="favourite")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "favourite"


class VoiceNote(FamilysRow):
    """What the client said about a reel: as it `came`, which nobody ever hears, and the `sound` made of it.

    `length` is in microseconds, 0 while nothing was made yet.
    """

    reel = models.OneToOneField(Reel, on_delete=models.CASCADE, related_name="voice")
    came = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    sound = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    length = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "voice_note"
