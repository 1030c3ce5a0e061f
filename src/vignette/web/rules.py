"""Who may come to which address: one table. An address that is not in it does not exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Who(Enum):
    """Who gets past the door; what they may do there, the actions decide."""

    ANYONE = "anyone"
    SIGNED_IN = "somebody signed in, about their own things or what the service shares"
    FAMILY = "somebody signed in who is tied to the family it belongs to"
    CLIENT = "the client, on the phone that opened the letter"


class Answer(Enum):
    """The shape of an answer, which also shapes a refusal."""

    PAGE = "page"
    WORDS = "words"  # JSON for the islands
    SENTENCE = "sentence"  # plain text for an upload
    BYTES = "bytes"  # film and pictures


KEY = "Upload-Key"
"""The header that carries the key of one film that is being sent."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may come; with `takes_key`, whoever brings the key of the film as well, which the action checks.

    With `takes_file`, a form may hold one small file, which is read into memory and never kept as it is.
    """

    who: Who
    answer: Answer = Answer.PAGE
    takes_key: bool = False
    takes_file: bool = False

    def is_met_by_key(self, headers: Mapping[str, str]) -> bool:
        """Whether whoever comes brings a key: then no cookie is read, so that no other site can forge it."""
        return self.takes_key and KEY in headers


_ANYONE = Rule(Who.ANYONE)
_OWN = Rule(Who.SIGNED_IN)
_OWN_BYTES = Rule(Who.SIGNED_IN, Answer.BYTES)
_FAMILY = Rule(Who.FAMILY)
_FAMILY_BYTES = Rule(Who.FAMILY, Answer.BYTES)
_FAMILY_SENTENCE = Rule(Who.FAMILY, Answer.SENTENCE)
_FAMILY_WORDS = Rule(Who.FAMILY, Answer.WORDS)
_CLIENT = Rule(Who.CLIENT)
_CLIENT_BYTES = Rule(Who.CLIENT, Answer.BYTES)
_CLIENT_WORDS = Rule(Who.CLIENT, Answer.WORDS)
_CLIENT_SENTENCE = Rule(Who.CLIENT, Answer.SENTENCE)

RULES: Mapping[str, Rule] = {
    "account_login": _ANYONE,
    "account_logout": _ANYONE,
    "account_reauthenticate": _OWN,
    "account_change_password": _OWN,
    "mfa_authenticate": _ANYONE,
    "mfa_index": _OWN,
    "mfa_reauthenticate": _OWN,
    "mfa_activate_totp": _OWN,
    "mfa_deactivate_totp": _OWN,
    "mfa_view_recovery_codes": _OWN,
    "mfa_generate_recovery_codes": _OWN,
    "mfa_download_recovery_codes": _OWN,
    "home": _OWN,
    "new-family": _OWN,
    "family": _FAMILY,
    "people": _FAMILY,
    "question": _FAMILY,
    "goals": _FAMILY,
    "rating": _FAMILY,
    "consents": _FAMILY,
    "withdraw": _FAMILY,
    "new-film": _FAMILY,
    "camera": _FAMILY,
    "arriving": _FAMILY_SENTENCE,
    "arriving-sound": _FAMILY_SENTENCE,
    "arriving-film": Rule(Who.FAMILY, Answer.SENTENCE, takes_key=True),
    "arriving-outcome": Rule(Who.FAMILY, Answer.WORDS, takes_key=True),
    "arriving-key": _FAMILY_SENTENCE,
    "film-by-program": _FAMILY,
    "film-code": _FAMILY,
    "film": _FAMILY,
    "film-progress": _FAMILY,
    "film-talk": _FAMILY,
    "film-video": _FAMILY_BYTES,
    "film-poster": _FAMILY_BYTES,
    "film-sprite": _FAMILY_BYTES,
    "film-peaks": _FAMILY_BYTES,
    "film-day": _FAMILY,
    "second-view": _FAMILY,
    "second-view-progress": _FAMILY,
    "second-view-fit": _FAMILY_WORDS,
    "second-view-listen": _FAMILY,
    "second-view-part": _FAMILY,
    "film-reel": _FAMILY,
    "film-again": _FAMILY,
    "film-erase": _FAMILY,
    "codings": _FAMILY,
    "coding": _FAMILY,
    "coding-video": _FAMILY_BYTES,
    "coding-camera": _FAMILY_BYTES,
    "coding-peaks": _FAMILY_BYTES,
    "coding-sprite": _FAMILY_BYTES,
    "coding-end": _FAMILY,
    "coding-reopen": _FAMILY,
    "coding-erase": _FAMILY,
    "coding-lay-beside": _FAMILY,
    "coding-beside": _FAMILY,
    "coding-beside-progress": _FAMILY,
    "coding-together": _FAMILY,
    "coding-together-progress": _FAMILY,
    "coding-agreed": _FAMILY,
    "coding-ruling": _FAMILY,
    "coding-ruling-undo": _FAMILY,
    "coding-ask": _FAMILY,
    "coding-figures": _FAMILY,
    "coding-figures-progress": _FAMILY,
    "coding-figures-parts": _FAMILY,
    "coding-figures-to-and-fro": _FAMILY,
    "coding-figures-nearness": _FAMILY,
    "coding-figures-table": _FAMILY,
    "coding-out": _FAMILY,
    "coding-file": _FAMILY,
    "codes-file": Rule(Who.FAMILY, takes_file=True),
    "codes-file-progress": _FAMILY,
    "codes-file-in": _FAMILY,
    "codes-file-words": _FAMILY,
    "codes-file-end": _FAMILY,
    "transcript": _FAMILY,
    "transcript-add": _FAMILY,
    "transcript-line": _FAMILY,
    "transcript-undo": _FAMILY,
    "transcript-redo": _FAMILY,
    "lines": _FAMILY,
    "lines-first": _FAMILY,
    "lines-second": _FAMILY,
    "lines-body": _FAMILY,
    "transcript-bring": Rule(Who.FAMILY, takes_file=True),
    "transcript-understood": _FAMILY,
    "transcript-begin": _FAMILY,
    "transcript-vtt": _FAMILY,
    "transcript-srt": _FAMILY,
    "asked-codings": _OWN,
    "agreement": _OWN,
    "agreement-course": _OWN,
    "agreement-reckon": _OWN,
    "agreement-progress": _OWN,
    "agreement-table": _OWN,
    "codebooks": _OWN,
    "new-codebook": _OWN,
    "codebook": _OWN,
    "edit-codebook": _OWN,
    "recode": _FAMILY,
    "coding-example": _FAMILY,
    "example-film": _OWN_BYTES,
    "example-answer": _FAMILY,
    "example-end": _FAMILY,
    "reel": _FAMILY,
    "reel-making": _FAMILY,
    "reel-video": _FAMILY_BYTES,
    "reel-still": _FAMILY_BYTES,
    "edition": _FAMILY,
    "edition-video": _FAMILY_BYTES,
    "reel-voice": _FAMILY_BYTES,
    "reel-cuts": _FAMILY,
    "reel-cuts-file": _FAMILY,
    "reel-keepsake": _FAMILY,
    "keepsake-progress": _FAMILY,
    "keepsake-page": _FAMILY,
    "keepsake-folder": _FAMILY,
    "keepsake-end": _FAMILY,
    "reel-sharing": _FAMILY,
    "reel-submission": _FAMILY,
    "sharing-end": _FAMILY,
    "sharing-code": _FAMILY,
    "review": _FAMILY,
    "review-stage": _FAMILY,
    "review-presenter": _FAMILY,
    "review-seen": _FAMILY,
    "review-told": _FAMILY,
    "review-agreement": _FAMILY,
    "review-finish": _FAMILY,
    "review-live": _FAMILY_WORDS,
    "review-command": _FAMILY_WORDS,
    "review-screen": _FAMILY_WORDS,
    "review-clock": _ANYONE,
    "review-film": _FAMILY,
    "review-film-agreement": _FAMILY,
    "review-film-arriving": _FAMILY_SENTENCE,
    "review-camera": _FAMILY,
    "film-submission": _FAMILY,
    "cycle-close": _FAMILY,
    "submission": _FAMILY,
    "submission-film": _FAMILY_BYTES,
    "submission-comments": _FAMILY,
    "submission-end": _FAMILY,
    "offline": _ANYONE,
    "styles": _ANYONE,
    "service-worker": _ANYONE,
    "letter": _ANYONE,
    "letter-code": _ANYONE,
    "letter-film": _CLIENT_BYTES,
    "letter-still": _CLIENT_BYTES,
    "letter-review": _CLIENT,
    "letter-live": _CLIENT_WORDS,
    "letter-joining": _CLIENT_WORDS,
    "letter-command": _CLIENT_WORDS,
    "letter-screen": _CLIENT_WORDS,
    "letter-mark": _CLIENT_WORDS,
    "letter-reply": _CLIENT,
    "letter-favourite": _CLIENT,
    "letter-voice": _CLIENT_BYTES,
    "letter-speak": _CLIENT_SENTENCE,
    "letter-unsay": _CLIENT,
    "letter-tried": _CLIENT,
    "letter-stop": _CLIENT,
    "api:workspace": _FAMILY_WORDS,
    "api:edits": _FAMILY_WORDS,
    "api:naming": _FAMILY_WORDS,
    "api:analysis": _FAMILY_WORDS,
    "api:looking": _FAMILY_WORDS,
    "api:lanes": _FAMILY_WORDS,
    "api:reel-workbench": _FAMILY_WORDS,
    "api:reel-change": _FAMILY_WORDS,
    "api:cover": _FAMILY_WORDS,
    "api:review": _FAMILY_WORDS,
    "api:review-note": _FAMILY_WORDS,
    "api:review-trial": _FAMILY_WORDS,
    "api:review-before": _FAMILY_WORDS,
    "api:cover-found": _FAMILY_WORDS,
    "api:coding-desk": _FAMILY_WORDS,
    "api:coding-deeds": _FAMILY_WORDS,
    "api:coding-news": _FAMILY_WORDS,
    "api:coding-history": _FAMILY_WORDS,
    "api:coding-aside": _FAMILY_WORDS,
    "api:coding-settle": _FAMILY_WORDS,
    "api:coding-rating": _FAMILY_WORDS,
    "api:coding-habits": _FAMILY_WORDS,
}
