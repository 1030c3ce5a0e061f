"""Loading and saving what the client sends back about a reel."""

from datetime import datetime

from vignette.domain.identity import FamilyId
from vignette.domain.reel import ClipId, ReelId
from vignette.domain.review import Reply, VoiceNote
from vignette.domain.span import Micros
from vignette.storage import blobs, rows
from vignette.vault.seal import SealedFile


def of_reel(reel: ReelId) -> Reply | None:
    """All that came back about `reel` so far; None where nothing did."""
    row = rows.Reply.objects.filter(reel=reel.value).first()
    # Words that were taken back are as if they had never been written.
    written = row if row and row.words else None
    liked = list(rows.Favourite.objects.filter(clip__reel=reel.value))
    voice = _voice(reel)
    times = [each.at for each in (written, *liked, voice) if each is not None]
    if not times:
        return None
    favourites = frozenset(ClipId(each.clip_id) for each in liked)
    return Reply(written.words if written else "", favourites, voice, max(times))


def save_words(reel: ReelId, family: FamilyId, words: str, at: datetime) -> None:
    """Keep what the client wrote; writing again takes the place of what was written before."""
    row = rows.Reply.objects.filter(reel=reel.value).first() or rows.Reply(reel_id=reel.value, family_id=family.value)
    row.words, row.at = words, at
    row.save()


def favour(clip: ClipId, family: FamilyId, at: datetime) -> None:
    rows.Favourite.objects.get_or_create(clip_id=clip.value, defaults={"family_id": family.value, "at": at})


def favour_no_more(clip: ClipId) -> None:
    rows.Favourite.objects.filter(clip=clip.value).delete()


def await_voice(reel: ReelId, family: FamilyId, came: blobs.NewBlob, at: datetime) -> None:
    """Keep a voice note as it came, until sound was made of it; the one before is heard until then."""
    row, _ = rows.VoiceNote.objects.get_or_create(reel_id=reel.value, defaults={"family_id": family.value, "at": at})
    drop_what_came(reel)
    row.refresh_from_db()
    row.came = blobs.keep(came)
    row.save(update_fields=["came"])


def voice_that_came(reel: ReelId) -> SealedFile | None:
    row = rows.VoiceNote.objects.filter(reel=reel.value).select_related("came").first()
    return blobs.opened(row.came) if row and row.came else None


def drop_what_came(reel: ReelId) -> None:
    blobs.erase(rows.Blob.objects.filter(pk__in=rows.VoiceNote.objects.filter(reel=reel.value).values("came")))


def keep_voice(reel: ReelId, sound: blobs.NewBlob, note: VoiceNote) -> None:
    """Keep the sound that was made, in the place of the one before and of what came."""
    drop_what_came(reel)
    blobs.erase(rows.Blob.objects.filter(pk__in=rows.VoiceNote.objects.filter(reel=reel.value).values("sound")))
    row = rows.VoiceNote.objects.get(reel=reel.value)
    row.sound, row.length, row.at = blobs.keep(sound), note.length, note.at
    row.save()


def voice(reel: ReelId) -> SealedFile | None:
    row = rows.VoiceNote.objects.filter(reel=reel.value).select_related("sound").first()
    return blobs.opened(row.sound) if row and row.sound else None


def erase_voice(reel: ReelId) -> None:
    """End the voice note, whatever of it there is."""
    its = rows.VoiceNote.objects.filter(reel=reel.value)
    for blob in ("came", "sound"):
        blobs.erase(rows.Blob.objects.filter(pk__in=its.values(blob)))
    its.delete()


def _voice(reel: ReelId) -> VoiceNote | None:
    row = rows.VoiceNote.objects.filter(reel=reel.value).exclude(sound=None).first()
    return VoiceNote(Micros(row.length), row.at) if row else None
