"""A setting that makes no sense is refused at the door, in one sentence."""

import stat
from pathlib import Path

import pytest

from vignette.config import Config
from vignette.domain.errors import Misconfigured


def test_a_first_start_makes_a_home_that_only_its_owner_can_enter(tmp_path: Path) -> None:
    config = Config.read({"VIGNETTE_HOME": str(tmp_path / "home")})

    assert stat.S_IMODE(config.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((config.home / "master.key").stat().st_mode) == 0o600
    assert (config.origin, config.is_loopback, config.is_https) == ("http://127.0.0.1:8000", True, False)


def test_a_second_start_finds_the_same_key(tmp_path: Path) -> None:
    home = {"VIGNETTE_HOME": str(tmp_path)}

    assert Config.read(home).place.master == Config.read(home).place.master


def test_a_lost_key_is_never_silently_replaced(tmp_path: Path) -> None:
    home = {"VIGNETTE_HOME": str(tmp_path)}
    Config.read(home)
    (tmp_path / "blobs" / "ab").mkdir()
    (tmp_path / "master.key").unlink()

    with pytest.raises(Misconfigured, match=r"put .*master\.key back"):
        Config.read(home)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("VIGNETTE_ADDRESS", "8000", "host:port"),
        ("VIGNETTE_ADDRESS", "127.0.0.1:99999", "host:port"),
        ("VIGNETTE_ORIGIN", "films.example.org", "https://"),
        ("VIGNETTE_ORIGIN", "http://films.example.org", "only travel over https"),
        ("VIGNETTE_ADDRESS", "0.0.0.0:8000", "VIGNETTE_ORIGIN"),
        ("VIGNETTE_PROXY", "my proxy", "such as 10.0.0.5"),
        ("VIGNETTE_DATABASE", "mysql://somewhere", "postgresql://"),
        ("VIGNETTE_MASTER_KEY", "short", "."),
        ("VIGNETTE_WORKERS", "0", "from 1 to 32"),
        ("VIGNETTE_WORKERS", "many", "from 1 to 32"),
        ("VIGNETTE_LEASE", "-1", "from 1 to 3600"),
        ("VIGNETTE_TIME_ZONE", "Kitchen/Table", "Europe/London"),
    ],
)
def test_nonsense_is_refused_with_what_to_write(tmp_path: Path, name: str, value: str, words: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        Config.read({"VIGNETTE_HOME": str(tmp_path), name: value})

    assert words in str(refused.value)


def test_a_service_runs_on_postgresql_by_its_address_alone(tmp_path: Path) -> None:
    config = Config.read(
        {"VIGNETTE_HOME": str(tmp_path), "VIGNETTE_DATABASE": "postgresql://vig:p%40ss@db.example.org:5433/films"}
    )

    assert config.database["ENGINE"] == "django.db.backends.postgresql"
    assert (config.database["USER"], config.database["PASSWORD"]) == ("vig", "p@ss")
    assert (config.database["HOST"], config.database["PORT"]) == ("db.example.org", "5433")


SERVICE = {"VIGNETTE_ADDRESS": "0.0.0.0:8000", "VIGNETTE_ORIGIN": "https://films.example.org"}


def test_who_listens_beyond_this_machine_says_where_the_proxy_is(tmp_path: Path) -> None:
    home = {"VIGNETTE_HOME": str(tmp_path)}

    told = Config.read(home | SERVICE | {"VIGNETTE_PROXY": "10.0.0.5, 10.1.0.0/16"})

    assert [str(network) for network in told.proxy] == ["10.0.0.5/32", "10.1.0.0/16"]
    with pytest.raises(Misconfigured, match="VIGNETTE_PROXY"):
        Config.read(home | SERVICE)


def test_without_a_word_about_it_the_proxy_is_on_this_machine(tmp_path: Path) -> None:
    config = Config.read({"VIGNETTE_HOME": str(tmp_path), "VIGNETTE_ORIGIN": "https://films.example.org"})

    assert [str(network) for network in config.proxy] == ["127.0.0.0/8", "::1/128"]


def test_a_configuration_that_is_printed_shows_no_secret(tmp_path: Path) -> None:
    key = "00112233445566778899aabbccddeeff" * 2
    config = Config.read(
        {
            "VIGNETTE_HOME": str(tmp_path),
            "VIGNETTE_DATABASE": "postgresql://vig:verysecret@db.example.org/films",
            "VIGNETTE_MASTER_KEY": key,
        }
    )

    for secret in ("verysecret", key, str(bytes.fromhex(key)), config.secret_key):
        assert secret not in repr(config)
