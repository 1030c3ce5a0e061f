"""`look.html`: what was found in a film, as one page that needs no network, to be looked at rather than read."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from vignette.domain.film import Footage
from vignette.domain.observation import Observation
from vignette.domain.span import MINUTE, SECOND, Micros, Span, clock
from vignette.domain.track import Signal, Track
from vignette.exchange.look_marks import meanings
from vignette.exchange.look_plot import Plot, drawn
from vignette.exchange.markup import Markup, filled, together

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True, slots=True)
class Account:
    """What one person did, or what happened between two, in sentences without their subject."""

    name: str
    done: tuple[tuple[Micros, str], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, a whole sentence, with the second to look at and what was observed there."""

    words: str
    at: Micros
    accounts: tuple[Account, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A moment as shown: `principles` in words, `still` a JPEG, `caution` a whole sentence."""

    span: Span
    title: str
    principles: tuple[str, ...]
    reasons: tuple[Why, ...]
    caution: str
    still: bytes
    is_in_reel: bool


@dataclass(frozen=True, eq=False, slots=True)
class LookPage:
    """Everything on the page. `people` are letters with the words for them, from the left; `cards` in order of time.

    `film_address` and `reel_address` are relative to the page, `reel_address` empty where there is no reel;
    `hero` is a JPEG; `files` are the names of the other files beside the page.
    """

    film_name: str
    film_address: str
    footage: Footage
    people: Mapping[str, str]
    tracks: Sequence[Track]
    observations: Sequence[Observation]
    cards: Sequence[Card]
    hero: bytes
    reel_address: str
    reel_length: Micros
    cautions: Sequence[str]
    settings_version: str
    files: Sequence[str]


def look_page(page: LookPage) -> str:
    """The page as HTML; every word from outside is escaped, and a policy inside forbids it to load anything else."""
    style, script = _part("look_page.css"), _part("look_page.js")
    return filled(
        _part("look_page.html"),
        policy=_policy(script),
        style=Markup(style),
        script=Markup(script),
        film=page.film_name,
        headline=headline(len(page.cards)),
        lead=_lead(page),
        hero=_address(page.hero),
        hero_words=f"A still from {page.film_name}",
        shape="tall" if page.footage.height > page.footage.width else "wide",
        ways=_ways(page),
        plot=drawn(_plot(page)),
        hint=_hint(page),
        signs=_signs(page),
        moments=_moments(page),
        reel=_reel(page),
        seen=together(_seen(page)),
        notes=together(filled("<li>$words</li>", words=words) for words in page.cautions),
        files=together(filled('<li><a href="$name">$name</a></li>', name=name) for name in page.files),
        gaze="heads, and eyes where they are near enough" if _has_eyes(page) else "heads, not eyes",
        settings=page.settings_version,
    )


def headline(count: int) -> str:
    """How many moments there are, in words: "Three moments worth a look"."""
    if not count:
        return "No moment stood out this time"
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {'moment' if count == 1 else 'moments'} worth a look"


def duration(length: Micros) -> str:
    """`length` as it is said: "48 seconds", "1 minute 20"."""
    seconds = max(1, round(length / SECOND))
    minutes, rest = divmod(seconds, MINUTE // SECOND)
    if not minutes:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}{f' {rest}' if rest else ''}"


_CARD = """<li class="card" id="moment-$number" tabindex="-1">
<a class="view" href="$address" data-still="$number" aria-label="Watch moment $number in the film, $span">\
<img src="$still" alt=""><span class="number">$number</span><span class="play" aria-hidden="true"></span></a>
<div class="words">
<p class="when">$span<span> · $lasts</span>$badge</p>
<h3>$title</h3>
<ul class="reasons">$reasons</ul>
$caution
<ul class="principles" aria-label="Principles to look for">$principles</ul>
</div></li>"""

_REASON = """<li>$words <a class="at" href="$address" data-play aria-label="Watch from $at">$at</a>$why</li>"""

_WHY = """<details><summary>Why this?</summary>
$accounts
<p>This is what was measured. What it means, you see best.</p></details>"""

_ACCOUNT = """<h4>$name</h4><ul>$done</ul>"""

_DONE = """<li><a class="at" href="$address" data-play aria-label="Watch from $at">$at</a> <span>$words</span></li>"""

_MOMENTS = """<section id="moments"><h2>The moments</h2>
<p class="sub">In the order in which they happen. Watch each one yourself: you decide whether it matters.</p>
<ol class="cards">$cards</ol></section>"""

_NOTHING = """<section id="moments" class="nothing"><h2>Nothing to point to, and that is fine</h2>
<p>None of the rules found a moment in this film that was clear enough to suggest, and so there is no reel. That says
nothing about the people in it: what matters may have been too far away, too dark, too quiet, or of a kind that these
rules do not know. Watch the film with your own eyes; you will see more than this page does.</p>
<p>What helps the next film: light on both faces, the camera near and standing still.</p></section>"""

_REEL = """<section id="reel"><h2>$title</h2>
<p class="sub">$words</p>
<video class="$shape" controls preload="metadata" playsinline poster="$poster" src="$address" aria-label="The reel">\
</video></section>"""

_SIGNS = """<details class="signs"><summary>What the signs mean</summary><ul>$words</ul></details>"""

_SEEN = """<li><span>$name</span><b>$share</b>\
<svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="all" width="100" height="1"/>\
<rect class="part" width="$width" height="1"/></svg></li>"""


def _part(name: str) -> str:
    return (files("vignette.exchange") / name).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """Nothing may be loaded but the pictures inside and the films beside the page."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; media-src 'self' file:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _lead(page: LookPage) -> str:
    faces = {0: "No face was seen clearly", 1: "One person is in the picture"}
    seen = faces.get(len(page.people), f"{NUMBERS[min(12, len(page.people))]} people are in the picture")
    sound = "with sound" if page.footage.has_sound else "without sound"
    return f"{duration(page.footage.length)} of film, {sound}. {seen}."


def _ways(page: LookPage) -> Markup:
    """Where to go from the top of the page."""
    ways = []
    if page.reel_address:
        ways.append(
            filled('<a class="button" href="#reel">Watch the reel <span>$length</span></a>', length=_length(page))
        )
    ways.append(filled('<a class="quiet" href="$address">Open the film</a>', address=page.film_address))
    return together(ways)


def _length(page: LookPage) -> str:
    return clock(page.reel_length).rpartition(".")[0]


def _plot(page: LookPage) -> Plot:
    moments = [(card.span, card.title) for card in page.cards]
    return Plot(page.footage.length, page.people, page.tracks, page.observations, moments)


def _hint(page: LookPage) -> str:
    lines = "Each line is what could be seen or heard, higher for more; where it stops, it could not."
    marks = "Coloured strokes last as long as something was noticed."
    return f"{lines} {marks} The bands are the moments." if page.cards else f"{lines} {marks}"


def _signs(page: LookPage) -> Markup:
    """What the signs mean, as far as they are drawn, for whoever wants to know."""
    words = meanings(page.observations)
    if _has_eyes(page):
        words.append("In the lanes of gaze, the quiet line is the head; the coloured one is where the eyes point.")
    if any(track.signal in (Signal.LAUGHTER, Signal.CRYING) for track in page.tracks):
        words.append("In those of voices, the coloured line is laughter, and the dashed one crying, as heard.")
    return (
        filled(_SIGNS, words=together(filled("<li>$words</li>", words=each) for each in words)) if words else Markup()
    )


def _has_eyes(page: LookPage) -> bool:
    return any(track.signal is Signal.EYES_ACROSS and track.seen > 0 for track in page.tracks)


def _moments(page: LookPage) -> Markup:
    if not page.cards:
        return Markup(_NOTHING)
    cards = [_card(page, card, number) for number, card in enumerate(page.cards, start=1)]
    return filled(_MOMENTS, cards=together(cards))


def _card(page: LookPage, card: Card, number: int) -> Markup:
    seconds = f"#t={card.span.start / SECOND:.2f},{card.span.end / SECOND:.2f}"
    return filled(
        _CARD,
        number=number,
        address=page.film_address + seconds,
        still=_address(card.still),
        span=card.span,
        lasts=duration(card.span.length),
        badge=Markup('<span class="badge">in the reel</span>' if card.is_in_reel else ""),
        title=card.title,
        reasons=together(_reason(page, why) for why in card.reasons),
        caution=filled('<p class="caution">$words</p>', words=card.caution) if card.caution else Markup(),
        principles=together(filled("<li>$words</li>", words=words) for words in card.principles),
    )


def _reason(page: LookPage, why: Why) -> Markup:
    accounts = [_account(page, account) for account in why.accounts]
    opened = filled(_WHY, accounts=together(accounts)) if accounts else Markup()
    return filled(_REASON, words=why.words, why=opened, **_from(page, why.at))


def _account(page: LookPage, account: Account) -> Markup:
    done = [filled(_DONE, words=words, **_from(page, at)) for at, words in account.done]
    return filled(_ACCOUNT, name=account.name, done=together(done))


def _from(page: LookPage, at: Micros) -> dict[str, str]:
    """Where the film is watched from `at` on."""
    return {"address": f"{page.film_address}#t={at / SECOND:.2f}", "at": clock(at)}


def _reel(page: LookPage) -> Markup:
    if not page.reel_address:
        return Markup()
    count = sum(card.is_in_reel for card in page.cards)
    title = "The moment, as a reel" if count == 1 else f"{NUMBERS[count]} of them, as a reel"
    words = f"{duration(page.reel_length).capitalize()}, and not one picture or sound from outside the moments."
    shape = "tall" if page.footage.height > page.footage.width else "wide"
    poster = next((_address(card.still) for card in page.cards if card.is_in_reel), "")
    return filled(_REEL, title=title, words=words, shape=shape, address=page.reel_address, poster=poster)


def _seen(page: LookPage) -> list[Markup]:
    shares = {track.who: track.seen for track in page.tracks if track.signal is Signal.FACE_X}
    return [
        filled(_SEEN, name=f"{name[:1].upper()}{name[1:]}", share=f"{share:.0%}", width=f"{100 * share:.1f}")
        for who, name in page.people.items()
        for share in [shares.get(who, 0.0)]
    ]


def _address(picture: bytes) -> str:
    return f"data:image/jpeg;base64,{b64encode(picture).decode()}"
