"""The tables, one file a noun."""

from vignette.storage.rows.accounts import Account
from vignette.storage.rows.audit import AuditLine
from vignette.storage.rows.blobs import Blob
from vignette.storage.rows.codings import (
    CodedEvent,
    CodesFile,
    Coding,
    CodingDeed,
    CodingGuest,
    CodingHabit,
    CodingRating,
    CodingRival,
    Counting,
    Course,
    OwnCodebook,
    Ruling,
    Together,
)
from vignette.storage.rows.consents import Consent
from vignette.storage.rows.exemplars import Exemplar
from vignette.storage.rows.families import Cycle, Family, Goal, GoalRating, HelpingQuestion, Person
from vignette.storage.rows.films import Film, FinishedPart, MadePart, Part, SeenPart
from vignette.storage.rows.following import Following
from vignette.storage.rows.jobs import Job
from vignette.storage.rows.keepsakes import Keepsake
from vignette.storage.rows.live import LiveReview, LiveScreen
from vignette.storage.rows.moments import Moment, Naming
from vignette.storage.rows.pairings import Pairing
from vignette.storage.rows.reels import Clip, Edition, Look, Reel
from vignette.storage.rows.reviews import Mark, Review, Seen
from vignette.storage.rows.sharing import Device, Favourite, Invitation, Reply, VoiceNote
from vignette.storage.rows.supervision import Comment, Submission
from vignette.storage.rows.transcripts import Transcript, TranscriptLine, TranscriptStep

__all__ = [
    "Account", "AuditLine", "Blob", "Clip", "CodedEvent", "CodesFile", "Coding", "CodingDeed", "CodingGuest",
    "CodingHabit", "CodingRating", "CodingRival", "Comment", "Consent", "Counting", "Course", "Cycle", "Device",
    "Edition", "Exemplar", "Family", "Favourite", "Film", "FinishedPart", "Following", "Goal", "GoalRating",
    "HelpingQuestion", "Invitation", "Job", "Keepsake", "LiveReview", "LiveScreen", "Look", "MadePart", "Mark",
    "Moment", "Naming", "OwnCodebook", "Pairing", "Part", "Person", "Reel", "Reply", "Review", "Ruling", "Seen",
    "SeenPart", "Submission", "Together", "Transcript", "TranscriptLine", "TranscriptStep",
    "VoiceNote",
]  # fmt: skip
