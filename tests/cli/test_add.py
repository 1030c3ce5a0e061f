"""A program sends a film as a browser does: it goes on where it broke off, and says safe only when it is."""

import hashlib
import http.client
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.people import Someone, everyone_agrees, family_of, people_of
from vignette.actions import arriving
from vignette.cli import tus
from vignette.cli.commands import main
from vignette.cli.tus import Door, LineBroken, Parcel
from vignette.domain.errors import NotAllowed
from vignette.domain.film import FilmId, Readiness
from vignette.storage import arrivals, films, rows

pytestmark = pytest.mark.django_db(transaction=True)

CODE = "0" * 32 + "A" * 43
CONTENT = bytes(range(256)) * 4000


@pytest.fixture
def code(alice: Someone) -> str:
    family = family_of(alice)
    everyone_agrees(alice, family)
    in_frame = [person.id for person in people_of(alice, family)]
    return str(arriving.announce_film(alice.actor, family, in_frame=in_frame))


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """One recording in two files, as a camcorder writes it."""
    parts = [tmp_path / "00001.MTS", tmp_path / "00002.MTS"]
    parts[0].write_bytes(CONTENT[:600_001])
    parts[1].write_bytes(CONTENT[600_001:])
    return parts


def film_of(code: str) -> FilmId:
    return FilmId.parse(code[:32])


@contextmanager
def checked(code: str, digest: str, *, meanwhile: Callable[[], object] = bool) -> Iterator[None]:
    """Somebody who reckons the digest of the film once it has arrived and makes it ready, as workers do."""
    over = threading.Event()

    def check() -> None:
        while not over.wait(0.05):
            if films.load(film_of(code)).readiness is Readiness.PREPARING:
                meanwhile()
                films.keep_digest(film_of(code), digest)
                films.mark(film_of(code), Readiness.READY)
                return

    worker = threading.Thread(target=check)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join()


def added(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["add", *arguments])
    return int(str(end.value.code))


def arrived(code: str) -> bytes:
    with arrivals.original(film_of(code)).open() as file:
        return file.read()


def test_every_byte_arrives_and_is_said_to(
    code: str, parts: list[Path], live_server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    written = datetime(2026, 10, 31, 12).timestamp()  # noqa: DTZ001  # by the clock of this machine, as files are
    for part in parts:
        os.utime(part, (written, written))
    with checked(code, hashlib.sha256(CONTENT).hexdigest()):
        status = added(*map(str, parts), "--code", code, "--at", live_server.url)

    assert status == 0
    assert "Every byte arrived." in capsys.readouterr().out
    assert arrived(code) == CONTENT
    assert films.load(film_of(code)).pieces == (600_001, len(CONTENT) - 600_001)
    assert arrivals.file_name(film_of(code)) == "00001.MTS"
    assert films.load(film_of(code)).file_day == date(2026, 10, 31)


def test_what_was_changed_on_the_way_is_never_called_safe(
    code: str, parts: list[Path], live_server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    with checked(code, hashlib.sha256(b"something else").hexdigest()):
        status = added(*map(str, parts), "--code", code, "--at", live_server.url)

    told = capsys.readouterr()
    assert status == 2
    assert "not what was sent: keep the film" in told.err
    assert "safe" not in told.out + told.err


def test_it_goes_on_where_it_broke_off(code: str, parts: list[Path], live_server: LiveServer) -> None:
    door, parcel = Door(live_server.url, code), Parcel.of(parts)
    door.announce(parcel)
    arriving.receive(arriving.holder(film_of(code), code[32:]), film_of(code), offset=0, chunks=[CONTENT[:700_000]])
    heard: list[int] = []

    again = Door(live_server.url, code)
    again.announce(parcel)
    end = again.send(parcel, again.offset(), heard.append)

    assert (end, heard[-1]) == (len(CONTENT), len(CONTENT))
    assert heard[0] > 700_000
    assert arrived(code) == CONTENT


def test_no_more_is_sent_at_once_than_a_chunk(
    code: str, parts: list[Path], live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tus, "CHUNK", 400_000)
    door, parcel = Door(live_server.url, code), Parcel.of(parts)
    door.announce(parcel)

    ends = [door.send(parcel, start, lambda _sent: None) for start in (0, 400_000, 800_000)]

    assert ends == [400_000, 800_000, len(CONTENT)]
    assert arrived(code) == CONTENT


def test_a_site_that_is_not_there_can_be_asked_again(parts: list[Path]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))

        with pytest.raises(LineBroken):
            Door(f"http://127.0.0.1:{nobody.getsockname()[1]}", CODE).offset()


def test_a_file_that_became_shorter_is_not_sent_on(parts: list[Path]) -> None:
    parcel = Parcel.of(parts)
    parts[1].write_bytes(b"cut off")

    with pytest.raises(NotAllowed, match=r"00002.MTS became shorter"):
        list(parcel.read(0, parcel.size))


def test_a_file_that_grows_while_it_is_sent_is_not_called_safe(
    code: str, parts: list[Path], live_server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    def grow() -> None:
        with parts[1].open("ab") as file:
            file.write(b"still recording")

    with checked(code, hashlib.sha256(CONTENT).hexdigest(), meanwhile=grow):
        status = added(*map(str, parts), "--code", code, "--at", live_server.url)

    assert status == 2
    assert "The file changed while it was sent" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing.mp4", "--code", CODE], "There is no file nothing.mp4."),
        ([__file__, "--code", "12345678"], "This is no code: copy the command from the page again."),
        ([__file__, "--code", CODE, "--at", "http://films.example.org"], "only travel over https"),
        ([__file__, "--code", CODE, "--at", "ftp://127.0.0.1"], "written like https://films.example.org"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert added(*arguments) == 2

    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1


def test_a_code_that_opens_nothing_is_said_in_one_sentence(
    parts: list[Path], live_server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert added(str(parts[0]), "--code", CODE, "--at", live_server.url) == 2

    assert capsys.readouterr().err == "This code opens nothing, or not any more: make a new one on the page.\n"


def test_a_refusal_is_said_in_the_words_of_the_site(
    code: str, parts: list[Path], live_server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    Door(live_server.url, code).announce(Parcel.of(parts))

    assert added(str(parts[0]), "--code", code, "--at", live_server.url) == 2

    assert capsys.readouterr().err == "Another file is being sent with this code: make a new code for this one.\n"


def test_the_code_is_in_no_address_that_is_asked_for(
    code: str, parts: list[Path], live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    putrequest = http.client.HTTPConnection.putrequest

    def listening(line: http.client.HTTPConnection, method: str, url: str, *more: bool, **named: bool) -> None:
        asked.append(url)
        putrequest(line, method, url, *more, **named)

    monkeypatch.setattr(http.client.HTTPConnection, "putrequest", listening)
    Door(live_server.url, code).announce(Parcel.of(parts))

    assert asked == [f"/arriving/{film_of(code)}"]


def test_stopped_with_ctrl_c_it_says_how_to_go_on(tmp_path: Path) -> None:
    import signal

    film = tmp_path / "film.mp4"
    film.write_bytes(CONTENT)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        command = [sys.executable, "-m", "vignette.cli", "add", str(film), "--code", CODE, "--at", address]
        program = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            env=dict(os.environ),
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a test run in the background ignores it
        )
        try:
            line, _ = silent.accept()
            program.send_signal(signal.SIGINT)
            _, told = program.communicate(timeout=30)
            line.close()
        finally:
            program.kill()

    assert program.returncode == 130
    assert "Run the same command again and it goes on from here." in told
    assert rows.Film.objects.count() == 0
