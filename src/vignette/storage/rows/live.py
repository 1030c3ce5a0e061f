"""Where a shared review stands, and which screens are open. Nothing that a family said is in here."""

from django.db import models

from vignette.storage.rows.families import FamilysRow
from vignette.storage.rows.reels import Reel


class LiveReview(FamilysRow):
    """One state a reel, replaced whole; `film` marks the film that was rendered when it began."""

    reel = models.OneToOneField(Reel, on_delete=models.CASCADE, primary_key=True, related_name="+")
    film = models.CharField(max_length=24)
    number = models.BigIntegerField()
    clock = models.BigIntegerField()
    at = models.BigIntegerField()
    until = models.BigIntegerField()
    is_playing = models.BooleanField(default=False)
    speed = models.PositiveSmallIntegerField(default=100)
    lead = models.CharField(max_length=10)
    wants_lead = models.BooleanField(default=False)
    spot = models.JSONField(null=True)
    asks = models.BooleanField(default=False)
    paused_at = models.BigIntegerField(null=True)
    is_over = models.BooleanField(default=False)

    class Meta:
        db_table = "live_review"


class LiveScreen(models.Model):
    """A screen that said lately that it is there; `heard_at` is the server's clock."""

    reel = models.ForeignKey(Reel, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    who = models.CharField(max_length=10)
    is_ready = models.BooleanField()
    is_waiting = models.BooleanField()
    at = models.BigIntegerField()
    heard_at = models.BigIntegerField()

    class Meta:
        db_table = "live_screen"
        constraints = (models.UniqueConstraint(fields=("reel", "who", "name"), name="one_line_a_screen"),)
