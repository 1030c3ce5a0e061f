"""What was said in a film as WebVTT, which every browser and most programs for subtitles can show."""

from collections.abc import Mapping, Sequence
from html import escape

from vignette.domain.spoken import Spoken


def words_vtt(spoken: Sequence[Spoken], *, people: Mapping[str, str]) -> str:
    """One cue for each of `spoken`, in their order, with the words for who speaks, by the letters of the analysis.

    Somebody whom `people` does not name is not named here either. Times are milliseconds, rounded.
    """
    return "\n\n".join(["WEBVTT", *(_cue(each, people.get(each.who, "")) for each in spoken)]) + "\n"


def _cue(spoken: Spoken, speaker: str) -> str:
    words = escape(spoken.words, quote=False)
    voice = f"<v {escape(speaker, quote=False)}>" if speaker else ""
    start, end = round(spoken.span.start / 1000), round(spoken.span.end / 1000)
    return f"{_time(start)} --> {_time(max(end, start + 1))}\n{voice}{words}"


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
