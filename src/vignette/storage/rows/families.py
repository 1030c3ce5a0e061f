"""Families, their people, their questions and goals, and the cycles of the work."""

from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.sealed import SealedText


class Family(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    guider = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="families")
    name = SealedText()
    programme = models.CharField(max_length=40)
    is_demonstration = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "family"

    @property
    def key_holder(self) -> UUID:
        return self.id


class FamilysRow(models.Model):
    """A row that belongs to one family and ends with it."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    @property
    def key_holder(self) -> UUID:
        return self.family_id


class Person(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = SealedText()
    part = models.CharField(max_length=10)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "person"
        ordering = ("added_at",)


class HelpingQuestion(FamilysRow):
    words = SealedText()
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "helping_question"
        ordering = ("asked_at", "pk")


class Goal(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    words = SealedText()
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "goal"
        ordering = ("set_at",)


class GoalRating(models.Model):
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="ratings")
    value = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "goal_rating"
        ordering = ("at", "pk")


class Cycle(FamilysRow):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cycle"
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("family", "number"), name="one_cycle_a_number"),)
