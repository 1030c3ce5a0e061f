"""Codings of films, their events, and the journal of every change to them."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.families import FamilysRow, Person
from vignette.storage.rows.films import Film
from vignette.storage.rows.sealed import SealedText


class Coding(FamilysRow):
    """`number` counts the deeds of its journal; `stretches` are pairs of start and end, none for the whole film."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="codings")
    coder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="codings")
    codebook = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    title = SealedText()
    stretches = models.JSONField(default=list)
    beside = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.PositiveIntegerField(default=0)
    counts_the_body = models.BooleanField(default=False)
    begun_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "coding"
        ordering = ("begun_at", "pk")


class CodingGuest(models.Model):
    """Somebody beside its coder who codes along in a shared coding."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="guests")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "coding_guest"
        constraints = (models.UniqueConstraint(fields=("coding", "account"), name="a_guest_once"),)


class CodedEvent(FamilysRow):
    """`extra` holds modifiers and note, empty where there are none, as for most."""

    id = models.UUIDField(primary_key=True, editable=False)
    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="events")
    code = models.CharField(max_length=40)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    extra = SealedText()

    class Meta:
        db_table = "coded_event"
        indexes = (models.Index(fields=("coding", "start"), name="coded_event_in_time"),)


class CodingDeed(FamilysRow):
    """One line of the journal: the `number`-th deed of a coding, whose changes are sealed."""

    id = models.UUIDField(primary_key=True, editable=False)
    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="deeds")
    number = models.PositiveIntegerField()
    coder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    undoes = models.UUIDField(null=True)
    changes = SealedText()
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "coding_deed"
        constraints = (models.UniqueConstraint(fields=("coding", "number"), name="one_deed_a_number"),)


class CodingRival(FamilysRow):
    """Another version of an event, sealed, or empty where `coder` took it away; it waits until somebody chooses."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="rivals")
    event = models.UUIDField()
    coder = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    version = SealedText()

    class Meta:
        db_table = "coding_rival"
        ordering = ("pk",)


class CodingRating(FamilysRow):
    """`person` is null for what both are like together; one value for each scale and person."""

    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="ratings")
    scale = models.CharField(max_length=40)
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    value = models.SmallIntegerField()
    note = SealedText()

    class Meta:
        db_table = "coding_rating"
        ordering = ("scale", "pk")


class CodingHabit(models.Model):
    """How somebody likes to work with a codebook: their keys and ways of entry, nothing of any family."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    codebook = models.CharField(max_length=60)
    habits = models.JSONField()

    class Meta:
        db_table = "coding_habit"
        constraints = (models.UniqueConstraint(fields=("account", "codebook"), name="one_habit_a_codebook"),)


class OwnCodebook(models.Model):
    """One version of a codebook that somebody of the service wrote: a table as in the library, never changed."""

    name = models.CharField(max_length=40)
    version = models.CharField(max_length=12)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    table = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "own_codebook"
        ordering = ("name", "made_at")
        constraints = (models.UniqueConstraint(fields=("name", "version"), name="one_codebook_a_version"),)


class Course(models.Model):
    """What was reckoned over all comparisons of one guider in the words of one codebook, by its name.

    Numbers of many films together, and nothing of any family; `mark` tells of which comparisons, empty until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    codebook = models.CharField(max_length=60)
    mark = models.CharField(max_length=64, default="")
    result = models.TextField(default="")

    class Meta:
        db_table = "course"
        constraints = (models.UniqueConstraint(fields=("account", "codebook"), name="one_course_a_codebook"),)


class Ruling(FamilysRow):
    """What was decided between two codings of a film in the `agreed` one; of each side the event, or none."""

    agreed = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="rulings")
    one = models.UUIDField(null=True)
    other = models.UUIDField(null=True)
    choice = models.CharField(max_length=10)
    reason = SealedText()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "ruling"
        ordering = ("ruled_at", "pk")
        constraints = (models.UniqueConstraint(fields=("agreed", "one", "other"), name="one_ruling_a_pair"),)


class CodesFile(FamilysRow):
    """A file with codes that waits to be brought in: `came` as it came, `read` once somebody has read what is in it.

    One a film; `name` is what it was called where it came from. Where it could not be read, `problem` says why, and
    nothing else of it is here.
    """

    film = models.OneToOneField(Film, on_delete=models.CASCADE, related_name="+")
    name = SealedText()
    problem = SealedText()
    came = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    read = models.ForeignKey(Blob, null=True, on_delete=models.SET_NULL, related_name="+")
    came_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "codes_file"


class Counting(FamilysRow):
    """What was counted of one coding, or of it beside `other`; `mark` tells of which state of them, empty until then.

    `how` is how it is counted, as JSON, empty for what is usual. `agreed` is the coding in which what differs between
    the two is ruled on, once somebody began that.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    coding = models.ForeignKey(Coding, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Coding, null=True, on_delete=models.CASCADE, related_name="+")
    agreed = models.ForeignKey(Coding, null=True, on_delete=models.SET_NULL, related_name="+")
    mark = models.CharField(max_length=64, default="")
    how = SealedText(default="")
    result = SealedText()

    class Meta:
        db_table = "counting"
        indexes = (models.Index(fields=("coding", "other")),)


class Together(FamilysRow):
    """What was reckoned of all codings that go together with the two of `counting`; `mark` tells of which state."""

    counting = models.OneToOneField(Counting, on_delete=models.CASCADE, primary_key=True, related_name="together")
    mark = models.CharField(max_length=64)
    result = SealedText()

    class Meta:
        db_table = "together"
