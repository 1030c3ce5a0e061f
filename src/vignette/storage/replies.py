"""Loading and saving what the client sends back about a reel."""

from datetime import datetime

from vignette.domain.identity import FamilyId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Reply, Tried, VoiceNote
from vignette.domain.span import Micros
from vignette.storage import blobs, rows
from vignette.vault.seal import SealedFile


def of_reel(reel: ReelId) -> Reply | None:
    """All that came back about `reel` so far; None where nothing did."""
    written = rows.Reply.objects.filter(reel=reel.value).first()
    liked = list(rows.Favourite.objects.filter(clip__reel=reel.value))
    voice, tried = _voice(reel), tried_of(reel)
    times = [each.at for each in (written, *liked, voice, tried) if each is not None]
    if not times:
        return None
    favourites = frozenset(ClipId(each.clip_id) for each in liked)
    return Reply(written.words if written else "", favourites, voice, tried, max(times))


def save_words(reel: ReelId, family: FamilyId, words: str, at: datetime) -> None:
    """Keep what the client wrote; writing again takes the place of what was written before."""
    row = rows.Reply.objects.filter(reel=reel.value).first() or rows.Reply(reel_id=reel.value, family_id=family.value)
    row.words, row.at = words, at
    row.save()


def favour(clip: ClipId, family: FamilyId, at: datetime) -> None:
    rows.Favourite.objects.get_or_create(clip_id=clip.value, defaults={"family_id": family.value, "at": at})


def favour_no_more(clip: ClipId) -> None:
    rows.Favourite.objects.filter(clip=clip.value).delete()


def keep_voice(reel: ReelId, family: FamilyId, sound: blobs.NewBlob, note: VoiceNote) -> None:
    """Keep a voice note in the place of the one before."""
    erase_voice(reel)
    rows.VoiceNote.objects.create(
        reel_id=reel.value, family_id=family.value, sound=blobs.keep(sound), length=note.length, at=note.at
    )


def voice(reel: ReelId) -> SealedFile | None:
    row = rows.VoiceNote.objects.filter(reel=reel.value).select_related("sound").first()
    return blobs.opened(row.sound) if row else None


def erase_voice(reel: ReelId) -> None:
    """End the voice note, which goes with its sound."""
    blobs.erase(rows.Blob.objects.filter(pk__in=rows.VoiceNote.objects.filter(reel=reel.value).values("sound")))


def tell_tried(reel: ReelId, family: FamilyId, tried: Tried) -> None:
    """Keep what came of trying, in the place of what was told before."""
    row = rows.Tried.objects.filter(reel=reel.value).first() or rows.Tried(reel_id=reel.value, family_id=family.value)
    row.happened, row.at = tried.happened, tried.at
    row.save()


def tried_of(reel: ReelId) -> Tried | None:
    row = rows.Tried.objects.filter(reel=reel.value).first()
    return Tried(row.happened, row.at) if row else None


def _voice(reel: ReelId) -> VoiceNote | None:
    row = rows.VoiceNote.objects.filter(reel=reel.value).first()
    return VoiceNote(Micros(row.length), row.at) if row else None
