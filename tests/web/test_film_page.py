"""What a film's page says about the film itself, and what its timeline is given."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest
from django.test import Client

from tests.people import Someone
from tests.web.conftest import Cycle, SignIn
from vignette.actions import films
from vignette.footage.peaks import ZOOMS, Peaks
from vignette.storage import assets, blobs, proxies, rows
from vignette.storage.assets import Asset
from vignette.vault.spliced import SplicedFile

pytestmark = pytest.mark.django_db

NOTE = "Turned upright; brightened from HDR."


@pytest.fixture
def page(alice: Someone, sign_in: SignIn) -> Client:
    return sign_in(alice)


def says(cycle: Cycle, what: Mapping[str, str]) -> None:
    """Have the film's file say `what` of itself."""
    row = rows.Film.objects.get(pk=cycle.film.value)
    row.footage = row.footage | what
    row.save(update_fields=["footage"])


def text(page: Client, cycle: Cycle) -> str:
    return page.get(f"/films/{cycle.film}").content.decode()


def test_one_line_says_what_was_done_to_the_film(cycle: Cycle, page: Client) -> None:
    says(cycle, {"note": NOTE})

    assert NOTE in text(page, cycle)


def test_the_day_the_file_tells_is_asked_about_until_it_is_confirmed(cycle: Cycle, page: Client) -> None:
    says(cycle, {"filmed_at": "2026-11-02T15:04:05"})
    before = text(page, cycle)

    page.post(f"/films/{cycle.film}/day", {"day": "2026-11-02"})

    assert "Filmed on 2 November 2026?" in before
    assert "Filmed on 2 November 2026?" not in text(page, cycle)
    assert "Filmed on 2 November 2026" in text(page, cycle)


def test_where_the_film_tells_no_day_it_is_asked_whether_it_was_when_the_file_was_written(
    cycle: Cycle, page: Client
) -> None:
    rows.Film.objects.update(file_day=date(2026, 10, 31))

    assert "Filmed on 31 October 2026?" in text(page, cycle)

    says(cycle, {"filmed_at": "2026-11-02T15:04:05"})
    assert "Filmed on 2 November 2026?" in text(page, cycle)


def test_where_the_file_tells_no_day_the_guider_can(cycle: Cycle, page: Client, alice: Someone) -> None:
    assert "When was it filmed?" in text(page, cycle)

    page.post(f"/films/{cycle.film}/day", {"day": "2026-10-30"})

    assert "Filmed on 30 October 2026" in text(page, cycle)


@pytest.mark.parametrize("day", ["", "2999-01-01", "30 October"])
def test_a_day_that_cannot_be_is_refused_in_a_sentence(cycle: Cycle, page: Client, alice: Someone, day: str) -> None:
    answer = page.post(f"/films/{cycle.film}/day", {"day": day})

    assert 400 <= answer.status_code < 500
    assert films.see_film(alice.actor, cycle.film).filmed_on is None


def test_the_timeline_is_told_where_its_sound_and_pictures_are(cycle: Cycle, page: Client) -> None:
    lanes = page.get(f"/api/films/{cycle.film}/lanes").json()

    sheet, peaks = page.get(lanes["sprite"]["address"]), page.get(lanes["peaks"])
    assert sheet.headers["Content-Type"] == "image/jpeg"
    assert b"".join(sheet.streaming_content).startswith(b"\xff\xd8")
    assert set(Peaks.unpacked(b"".join(peaks.streaming_content)).zooms) == set(ZOOMS)
    assert sheet.headers["Cache-Control"] == peaks.headers["Cache-Control"] == "private, no-store"


def test_what_is_not_made_yet_is_not_asked_for(cycle: Cycle, page: Client) -> None:
    assets.forget(cycle.film, Asset.PEAKS, Asset.SPRITE)

    assert page.get(f"/api/films/{cycle.film}/lanes").json() == {"peaks": None, "sprite": None}


def test_a_page_goes_on_with_the_film_it_began_with(cycle: Cycle, page: Client) -> None:
    assets.forget(cycle.film, Asset.PROXY)
    begun = video(page, cycle)
    before = body(page, begun)
    made_quicker(cycle, b"quicker to move about in")
    later = video(page, cycle)

    assert later != begun
    assert body(page, later) == b"quicker to move about in"
    assert body(page, begun) == before


def video(page: Client, cycle: Cycle) -> str:
    """The address at which a page that is opened now plays the film."""
    return page.get(f"/api/films/{cycle.film}/workspace").json()["film"]["video"]


def body(page: Client, address: str) -> bytes:
    return b"".join(page.get(address).streaming_content)


def made_quicker(cycle: Cycle, content: bytes) -> None:
    proxies.erase(cycle.film)
    proxies.keep(cycle.film, "by hand", 0, blobs.seal(cycle.family, "made", [content]))
    whole = SplicedFile(b"", np.array([[0, len(content)]]), proxies.made(cycle.film))
    assets.keep(cycle.film, Asset.PROXY, blobs.seal(cycle.family, "proxy", [whole.pack()]))
