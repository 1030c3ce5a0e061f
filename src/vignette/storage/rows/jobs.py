"""Work to be done later. The row is the truth; whatever wakes a worker only carries its id."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.families import FamilysRow


class Job(FamilysRow):
    """`attempt` counts the claims: it is the fence that a worker which lost its lease cannot pass.

    `tries` counts those since something was last finished; `urgency` is smallest where it is greatest.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=16)
    subject = models.UUIDField()
    asked_by = models.UUIDField()
    state = models.CharField(max_length=10, default="queued")
    urgency = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    progress = models.FloatField(default=0)
    reason = models.TextField(default="")
    not_before = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "job"
        ordering = ("queued_at", "pk")
        indexes = (models.Index(fields=("state", "urgency", "queued_at")), models.Index(fields=("kind", "subject")))
