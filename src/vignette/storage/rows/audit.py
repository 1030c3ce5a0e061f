"""Who did what to what, and when: rows that only grow, each chained to the one before."""

from django.db import models


class AuditLine(models.Model):
    """`who` is an account or an invitation, empty for the operator; nothing here names a person."""

    position = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    who = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    family = models.UUIDField(null=True)
    outcome = models.CharField(max_length=40)
    chain = models.BinaryField()

    class Meta:
        db_table = "audit_line"
        ordering = ("position",)
        indexes = (models.Index(fields=("who", "thing", "at")), models.Index(fields=("family",)))
