"""Who may do what: one table.

Leave rests on the tie between this person and this family, and on the consents in force, never on a role alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from vignette.domain.consent import FILMED_ON, Consent, Purpose, require, why_not
from vignette.domain.errors import NotYours
from vignette.domain.film import Occasion
from vignette.domain.identity import AccountId, FamilyId
from vignette.domain.invitation import InvitationId
from vignette.domain.person import Person


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: somebody signed in, the holder of an invitation, or (`who` is None) the operator at the machine."""

    who: AccountId | InvitationId | None


OPERATOR = Actor(None)


class Tie(StrEnum):
    """What binds somebody to a thing they ask for."""

    OWN = "own account"
    GUIDER = "guider of this family"
    SUPERVISOR = "supervisor before whom this was laid"
    CODER = "somebody asked to code this film"
    COLLEAGUE = "colleague in the same service"
    CLIENT = "client to whom this was sent"
    OPERATOR = "operator at the machine itself"


class Verb(StrEnum):
    """Everything that can be done; `str()` is how the audit tells it."""

    ADD_ACCOUNT = "added an account"
    OPEN_FAMILY = "opened a family"
    LIST_FAMILIES = "looked at their families"
    SEE_FAMILY = "looked at a family"
    CHANGE_FAMILY = "changed a family"
    RECORD_CONSENT = "recorded a consent"
    WITHDRAW_CONSENT = "withdrew a consent"
    ADD_FILM = "added a film"
    ADD_REVIEW_FILM = "added a film of a shared review"
    ADD_SOUND = "added the recording of a sound recorder to a film"
    SEND_FILM = "sent part of a film"
    GIVE_UP_FILM = "gave up a film that stopped arriving"
    PREPARE_FILM = "made a film ready"
    SEE_FILM_STATE = "asked how far a film is"
    WATCH_FILM = "watched a film"
    DATE_FILM = "said when a film was made"
    ERASE_FILM = "erased a film"
    PAIR_FILMS = "laid a second film beside a film"
    SEE_PAIR = "looked at two films side by side"
    FIT_PAIR = "said how two films fit together"
    PART_FILMS = "parted two films"
    ANALYSE_FILM = "had a film analysed"
    CALL_OFF_ANALYSIS = "called off the analysis of a film"
    CHANGE_MOMENTS = "changed the moments of a film"
    NAME_PEOPLE = "said who is who in a film"
    SEE_TRANSCRIPT = "read what is said in a film"
    WRITE_TRANSCRIPT = "wrote down what is said in a film"
    TAKE_TRANSCRIPT = "took what is said in a film out as a file"
    SEE_CODINGS = "looked at the codings of a film"
    BEGIN_CODING = "began to code a film"
    ASK_CODER = "asked somebody to code a film"
    ASK_TRAINEE = "gave a film to somebody to practise with"
    SEE_CODING = "looked at a coding"
    CODE = "coded a film"
    CODE_FOR_GUIDER = "coded a film for its guider"
    WATCH_FOR_GUIDER = "watched a film to code it for its guider"
    PRACTISE = "practised with a film"
    WATCH_TO_PRACTISE = "watched a film to practise with"
    END_CODING = "ended a coding"
    ERASE_CODING = "erased a coding"
    COMPARE_CODINGS = "compared codings of a film"
    COUNT_CODING = "had a coding counted"
    TAKE_CODING = "took a coding out as a file"
    COMPARE_PRACTICE = "compared what they practised with the model"
    SEE_AGREEMENT = "looked at how coders agree over time"
    RECKON_AGREEMENT = "had it reckoned how coders agree over time"
    TAKE_AGREEMENT = "took how coders agree over time out as a file"
    READ_CODES = "had a file with codes read"
    BRING_CODING = "brought a coding in from a file"
    LEAVE_CODES = "let go of a file with codes"
    LIST_CODINGS = "looked at what they were asked to code"
    MAKE_EXEMPLAR = "proposed a stretch of a film as an example of a code"
    CUT_EXEMPLAR = "had an example of a code cut out"
    LET_EXEMPLAR_THROUGH = "let an example of a code through"
    DECLINE_EXEMPLAR = "did not let an example of a code through"
    WATCH_EXEMPLAR = "watched an example of a code"
    END_EXEMPLAR = "took back an example of a code"
    WRITE_CODEBOOK = "wrote a codebook"
    SEE_CODEBOOKS = "looked at the codebooks"
    CHANGE_REEL = "changed a reel"
    SEE_REEL = "looked at a reel"
    FOLLOW_IN_CLIP = "had somebody followed through a clip"
    SEE_FOLLOWED = "asked where somebody was followed to"
    RENDER_REEL = "had a reel made"
    WATCH_REEL = "watched a reel"
    SEE_EDITION = "looked at an earlier version of a reel"
    WATCH_EDITION = "watched an earlier version of a reel"
    SHARE_REEL = "shared a reel with the client"
    STOP_SHARING = "stopped the sharing of a reel"
    REPLY = "wrote back"
    SPEAK = "sent a voice note"
    PREPARE_VOICE = "made a voice note ready"
    HEAR_VOICE = "heard a voice note"
    UNSAY = "took back a voice note"
    TELL_TRIED = "told what they tried"
    MAKE_KEEPSAKE = "had a keepsake made for the family"
    TAKE_REEL = "took the cuts of a reel out as a file"
    TAKE_KEEPSAKE = "took a keepsake out for the family"
    TAKE_COPY = "took a copy of the reel out for the family"
    SEND_KEEPSAKE = "sent part of a keepsake"
    END_KEEPSAKE = "ended a keepsake"
    SEE_REVIEW = "looked at a shared review"
    HOLD_REVIEW = "held a shared review"
    LEAD_REVIEW = "led a shared review"
    JOIN_REVIEW = "took part in a shared review"
    MARK_MOMENT = "marked a moment in a shared review"
    CLOSE_CYCLE = "closed a cycle"
    SUBMIT = "submitted a reel for supervision"
    SUBMIT_REVIEW_FILM = "submitted a film of a shared review for supervision"
    CUT_SUBMISSION = "had what was submitted of a film cut out"
    LIST_SUBMISSIONS = "looked at what was submitted"
    SEE_SUBMISSION = "looked at a submission"
    COMMENT = "commented on a submission"
    END_SUPERVISION = "ended the supervision of a reel"
    OPEN_LETTER = "opened a letter on a phone"
    TRY_CODE = "tried a code for a letter"
    WATCH_SHARED = "watched a reel that was shared with them"


@dataclass(frozen=True, slots=True)
class Rule:
    """Which ties may, what everybody in the film must have agreed to, and whether it only looks.

    FILM among the `needs` is being filmed on the occasion that the thing is of: REVIEW_FILM where that is the shared
    review. The other needs are the same for every film.
    """

    ties: frozenset[Tie]
    needs: frozenset[Purpose] = frozenset()
    only_looks: bool = False


@dataclass(frozen=True, slots=True)
class Bond:
    """How somebody stands to a thing: every tie that holds now, who is in the film, and what they agreed to.

    `occasion` is what the film was made on.
    """

    ties: frozenset[Tie] = frozenset()
    in_frame: tuple[Person, ...] = ()
    consents: tuple[Consent, ...] = field(default=(), repr=False)
    family: FamilyId | None = None
    occasion: Occasion = Occasion.TOGETHER

    def wants(self, purpose: Purpose) -> Purpose:
        """What is asked of everybody in this film where the table says `purpose`."""
        return FILMED_ON[self.occasion] if purpose is Purpose.FILM else purpose

    def why_not(self, *purposes: Purpose, at: datetime) -> str:
        """Who in the film does not agree to the first of `purposes` that is missing; empty where all agree to all."""
        reasons = (why_not(self.in_frame, self.wants(purpose), self.consents, at) for purpose in purposes)
        return next(filter(None, reasons), "")


_GUIDER = frozenset({Tie.GUIDER})
_CLIENT = frozenset({Tie.CLIENT})
_SUPERVISION = frozenset({Purpose.FILM, Purpose.OWN_SUPERVISION})
_SHARING = frozenset({Purpose.FILM, Purpose.SHARED_REVIEW})
_TEACHING = frozenset({Purpose.FILM, Purpose.TEACHING})

RULES: Mapping[Verb, Rule] = {
    Verb.ADD_ACCOUNT: Rule(frozenset({Tie.OPERATOR})),
    Verb.OPEN_FAMILY: Rule(frozenset({Tie.OWN})),
    Verb.LIST_FAMILIES: Rule(frozenset({Tie.OWN}), only_looks=True),
    Verb.SEE_FAMILY: Rule(_GUIDER, only_looks=True),
    Verb.CHANGE_FAMILY: Rule(_GUIDER),
    Verb.RECORD_CONSENT: Rule(_GUIDER),
    Verb.WITHDRAW_CONSENT: Rule(_GUIDER),
    Verb.ADD_FILM: Rule(_GUIDER),
    Verb.ADD_REVIEW_FILM: Rule(_GUIDER),
    Verb.ADD_SOUND: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.SEND_FILM: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.GIVE_UP_FILM: Rule(frozenset({Tie.OPERATOR})),
    Verb.PREPARE_FILM: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.SEE_FILM_STATE: Rule(_GUIDER, only_looks=True),
    Verb.WATCH_FILM: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.DATE_FILM: Rule(_GUIDER),
    Verb.ERASE_FILM: Rule(_GUIDER),
    Verb.PAIR_FILMS: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.SEE_PAIR: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.FIT_PAIR: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.PART_FILMS: Rule(_GUIDER),
    Verb.ANALYSE_FILM: Rule(_GUIDER, frozenset({Purpose.FILM, Purpose.ANALYSIS})),
    Verb.CALL_OFF_ANALYSIS: Rule(_GUIDER),
    Verb.CHANGE_MOMENTS: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.NAME_PEOPLE: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.SEE_TRANSCRIPT: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.WRITE_TRANSCRIPT: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.TAKE_TRANSCRIPT: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.SEE_CODINGS: Rule(_GUIDER, only_looks=True),
    Verb.BEGIN_CODING: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.ASK_CODER: Rule(_GUIDER, _SUPERVISION),
    Verb.ASK_TRAINEE: Rule(_GUIDER, _TEACHING),
    Verb.SEE_CODING: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.CODE: Rule(_GUIDER, frozenset({Purpose.FILM})),
    # Whoever codes for the guider, or to learn, sees the film by what the family agreed to for that, and no other way.
    Verb.CODE_FOR_GUIDER: Rule(frozenset({Tie.CODER}), _SUPERVISION),
    Verb.WATCH_FOR_GUIDER: Rule(frozenset({Tie.CODER}), _SUPERVISION, only_looks=True),
    Verb.PRACTISE: Rule(frozenset({Tie.CODER}), _TEACHING),
    Verb.WATCH_TO_PRACTISE: Rule(frozenset({Tie.CODER}), _TEACHING, only_looks=True),
    Verb.END_CODING: Rule(_GUIDER | {Tie.CODER}),
    Verb.ERASE_CODING: Rule(_GUIDER),
    Verb.COMPARE_CODINGS: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.COUNT_CODING: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.TAKE_CODING: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.COMPARE_PRACTICE: Rule(frozenset({Tie.CODER}), _TEACHING),
    # Whose films it is about is asked film by film: whoever guides none sees nothing.
    Verb.SEE_AGREEMENT: Rule(frozenset({Tie.OWN}), only_looks=True),
    Verb.RECKON_AGREEMENT: Rule(frozenset({Tie.OWN})),
    Verb.TAKE_AGREEMENT: Rule(frozenset({Tie.OWN})),
    Verb.READ_CODES: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.LEAVE_CODES: Rule(_GUIDER | {Tie.OPERATOR}),
    Verb.BRING_CODING: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.LIST_CODINGS: Rule(frozenset({Tie.OWN}), only_looks=True),
    Verb.MAKE_EXEMPLAR: Rule(_GUIDER, _TEACHING),
    Verb.CUT_EXEMPLAR: Rule(_GUIDER, _TEACHING),
    # Two people answer for what leaves a family: the guider proposes it, a supervisor lets it through.
    Verb.LET_EXEMPLAR_THROUGH: Rule(frozenset({Tie.SUPERVISOR}), _TEACHING),
    Verb.DECLINE_EXEMPLAR: Rule(frozenset({Tie.SUPERVISOR})),
    # Whoever learns a code here may see what shows it, and nothing else of that film.
    Verb.WATCH_EXEMPLAR: Rule(_GUIDER | {Tie.SUPERVISOR, Tie.COLLEAGUE}, _TEACHING, only_looks=True),
    Verb.END_EXEMPLAR: Rule(_GUIDER),
    Verb.WRITE_CODEBOOK: Rule(frozenset({Tie.OWN})),
    Verb.SEE_CODEBOOKS: Rule(frozenset({Tie.OWN}), only_looks=True),
    Verb.CHANGE_REEL: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.SEE_REEL: Rule(_GUIDER, only_looks=True),
    Verb.FOLLOW_IN_CLIP: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.SEE_FOLLOWED: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.RENDER_REEL: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.WATCH_REEL: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.SEE_EDITION: Rule(_GUIDER, only_looks=True),
    Verb.WATCH_EDITION: Rule(_GUIDER, frozenset({Purpose.FILM}), only_looks=True),
    Verb.SHARE_REEL: Rule(_GUIDER, _SHARING),
    Verb.STOP_SHARING: Rule(_GUIDER | _CLIENT),
    Verb.OPEN_LETTER: Rule(_CLIENT, _SHARING),
    Verb.TRY_CODE: Rule(_CLIENT, _SHARING),
    Verb.WATCH_SHARED: Rule(_CLIENT, _SHARING, only_looks=True),
    Verb.REPLY: Rule(_CLIENT, _SHARING),
    Verb.SPEAK: Rule(_CLIENT, _SHARING),
    Verb.PREPARE_VOICE: Rule(_GUIDER, _SHARING),
    Verb.HEAR_VOICE: Rule(_GUIDER | _CLIENT, _SHARING, only_looks=True),
    Verb.UNSAY: Rule(_CLIENT),
    Verb.TELL_TRIED: Rule(_CLIENT, _SHARING),
    Verb.MAKE_KEEPSAKE: Rule(_GUIDER, _SHARING),
    Verb.TAKE_REEL: Rule(_GUIDER, frozenset({Purpose.FILM})),
    Verb.TAKE_KEEPSAKE: Rule(_GUIDER, _SHARING),
    Verb.TAKE_COPY: Rule(_GUIDER, _SHARING | {Purpose.COPY}),
    Verb.SEND_KEEPSAKE: Rule(_GUIDER, _SHARING, only_looks=True),
    Verb.END_KEEPSAKE: Rule(_GUIDER | {Tie.OPERATOR}),
    Verb.SEE_REVIEW: Rule(_GUIDER, _SHARING, only_looks=True),
    Verb.HOLD_REVIEW: Rule(_GUIDER, _SHARING),
    # What moves the reel is part of looking at it together: a line for each touch would drown the record.
    Verb.LEAD_REVIEW: Rule(_GUIDER, _SHARING, only_looks=True),
    Verb.JOIN_REVIEW: Rule(_CLIENT, _SHARING, only_looks=True),
    Verb.MARK_MOMENT: Rule(_CLIENT, _SHARING),
    Verb.CLOSE_CYCLE: Rule(_GUIDER),
    Verb.SUBMIT: Rule(_GUIDER, _SUPERVISION),
    Verb.SUBMIT_REVIEW_FILM: Rule(_GUIDER, _SUPERVISION),
    Verb.CUT_SUBMISSION: Rule(_GUIDER, _SUPERVISION),
    Verb.LIST_SUBMISSIONS: Rule(frozenset({Tie.OWN}), only_looks=True),
    Verb.SEE_SUBMISSION: Rule(_GUIDER | {Tie.SUPERVISOR}, _SUPERVISION, only_looks=True),
    Verb.COMMENT: Rule(_GUIDER | {Tie.SUPERVISOR}, _SUPERVISION),
    Verb.END_SUPERVISION: Rule(_GUIDER),
}


def ask(verb: Verb, bond: Bond, at: datetime) -> None:
    """Raise NotYours where no tie allows `verb`, ConsentMissing where somebody in the film has not agreed to it."""
    rule = RULES[verb]
    if not rule.ties & bond.ties:
        raise NotYours
    for purpose in sorted(rule.needs):
        require(bond.in_frame, bond.wants(purpose), bond.consents, at)
