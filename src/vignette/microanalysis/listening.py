"""What is heard in a film: voices, how they sound, and words where there is a model for them."""

from collections.abc import Iterable, Iterator

from vignette.domain.measurement import Seen, Timbres, VoiceHeard
from vignette.domain.source import Source
from vignette.domain.span import Micros, Span
from vignette.domain.work import Progress
from vignette.footage.sound import sound
from vignette.microanalysis.plans import Plan
from vignette.perception.registry import Kind
from vignette.perception.speakers import Speakers
from vignette.perception.stretches import Tape
from vignette.perception.voices import RATE, Voices
from vignette.perception.words import Words


def heard(source: Source, plan: Plan, progress: Progress) -> Seen:
    """The voices of the whole film, and how they sound where there is a model for that."""
    tape, voices, timbres = Tape(sound(source, rate=RATE)), list[VoiceHeard](), Timbres.none()
    listened = _noted(Voices(plan.models).heard_in(tape), voices, plan.footage.length, progress)
    if plan.models.has(Kind.SPEAKERS):
        timbres = Speakers(plan.models, voice_from=plan.settings.voice_from).heard_in(listened, tape)
    for _ in listened:
        """Whatever nobody has listened to yet."""
    return Seen.of((), (), voices, timbres=timbres)


def _noted(
    listened: Iterable[VoiceHeard], voices: list[VoiceHeard], length: Micros, progress: Progress
) -> Iterator[VoiceHeard]:
    for voice in listened:
        progress(min(1.0, voice.at / length))
        voices.append(voice)
        yield voice


def said(source: Source, plan: Plan, part: Span, progress: Progress) -> Seen:
    """The words of the voices that begin in `part`."""
    spelling = Words(plan.models, voice_from=plan.settings.voice_from)
    words = []
    for word in spelling.heard_in(sound(source, rate=RATE), part):
        words.append(word)
        progress(min(1.0, max(0, word.span.start - part.start) / part.length))
    return Seen.of((), (), (), words=words)
