"""What each person agreed to; a row is never changed but to say when it was withdrawn."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.families import FamilysRow, Person
from vignette.storage.rows.sealed import SealedText


class Consent(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=24)
    given_by = SealedText()
    given_at = models.DateTimeField(default=timezone.now)
    until = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "consent"
        ordering = ("given_at", "pk")
