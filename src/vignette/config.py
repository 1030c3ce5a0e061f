"""Every setting, read from the environment once, checked, and handed down as values.

| variable | means | default |
|---|---|---|
| VIGNETTE_HOME | the folder that holds everything | the user's own data folder |
| VIGNETTE_ADDRESS | where the site listens, host:port | 127.0.0.1:8000 |
| VIGNETTE_ORIGIN | how browsers reach it, with https:// unless on this machine | http:// and the address |
| VIGNETTE_PROXY | the proxy that speaks https for the site: addresses or networks, with commas | this machine |
| VIGNETTE_DATABASE | postgresql://user:password@host/name | SQLite in the home folder |
| VIGNETTE_MASTER_KEY | the master key, base64 or hexadecimal | a file made in the home folder |
| VIGNETTE_TIME_ZONE | in which days and hours are told | Europe/London |
| VIGNETTE_WORKERS | how many workers make films ready, 1 to 32 | 1 |
| VIGNETTE_LEASE | seconds after which silent work is given to another worker, 1 to 3600 | 30 |
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from vignette.domain.errors import Misconfigured
from vignette.storage.place import Place
from vignette.vault.keys import MasterKey

SITE = "vignette.web.settings"
"""The module in which Django finds its settings."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
THIS_MACHINE = "127.0.0.0/8, ::1"


@dataclass(frozen=True, slots=True)
class Config:
    """One installation, as its operator set it up."""

    home: Path
    host: str
    port: int
    origin: str
    proxy: tuple[Network, ...]
    database: dict[str, Any] = field(repr=False)
    place: Place
    time_zone: str
    workers: int

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Config:
        """The configuration in `environment`; raises Misconfigured, in one sentence, where it makes no sense.

        On a first start the home folder and the master key are made.
        """
        home = _home(environment)
        host, port = _address(environment.get("VIGNETTE_ADDRESS", "127.0.0.1:8000"))
        origin = _origin(environment.get("VIGNETTE_ORIGIN", f"http://{host}:{port}"))
        return cls(
            home=home,
            host=host,
            port=port,
            origin=origin,
            proxy=_proxy(environment.get("VIGNETTE_PROXY", ""), host, origin),
            database=_database(environment.get("VIGNETTE_DATABASE", ""), home),
            place=Place(
                blobs=_private(home / "blobs"),
                workshop=_private(home / "workshop"),
                models=home / "models",
                master=_master(environment.get("VIGNETTE_MASTER_KEY", ""), home),
                lease=timedelta(seconds=_number("VIGNETTE_LEASE", environment, 30, most=3600)),
            ),
            time_zone=_time_zone(environment.get("VIGNETTE_TIME_ZONE", "Europe/London")),
            workers=_number("VIGNETTE_WORKERS", environment, 1, most=32),
        )

    @property
    def is_https(self) -> bool:
        return self.origin.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the site, by its address and by the name it goes by."""
        return is_loopback(self.host) and is_loopback(urlsplit(self.origin).hostname or "")

    @property
    def allowed_hosts(self) -> list[str]:
        named = urlsplit(self.origin).hostname or self.host
        return sorted({named, "127.0.0.1", "localhost", "[::1]"} if self.is_loopback else {named})

    @property
    def secret_key(self) -> str:
        """Django's own secret, for sessions and forms."""
        return self.place.master.derive("site").secret.hex()


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _home(environment: Mapping[str, str]) -> Path:
    chosen = environment.get("VIGNETTE_HOME")
    data = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return _private(Path(chosen).expanduser().absolute() if chosen else data / "vignette")


def _private(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
    except OSError as error:
        raise Misconfigured(f"The folder {folder} cannot be used: choose another with VIGNETTE_HOME.") from error
    return folder


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise Misconfigured("VIGNETTE_ADDRESS is written host:port, such as 127.0.0.1:8000.")
    return host.strip("[]"), int(port)


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise Misconfigured("VIGNETTE_ORIGIN is written like https://films.example.org, with nothing after it.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise Misconfigured(
            "Beyond this machine films only travel over https: let VIGNETTE_ORIGIN begin with https://."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _proxy(text: str, host: str, origin: str) -> tuple[Network, ...]:
    """Where requests may come from that speak for others; beyond this machine it has to be said."""
    if not is_loopback(host) and not (text and origin.startswith("https://")):
        raise Misconfigured(
            "To listen beyond this machine, say in VIGNETTE_ORIGIN at which https:// address browsers reach the site, "
            "and in VIGNETTE_PROXY at which address its proxy is."
        )
    try:
        return tuple(ipaddress.ip_network(each.strip()) for each in (text or THIS_MACHINE).split(","))
    except ValueError as error:
        raise Misconfigured("VIGNETTE_PROXY is one or more addresses, such as 10.0.0.5, with commas.") from error


def _database(text: str, home: Path) -> dict[str, Any]:
    if not text:
        return _sqlite(home / "vignette.sqlite3")
    parts = urlsplit(text)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Misconfigured("VIGNETTE_DATABASE is written postgresql://user:password@host/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
    }


def _sqlite(path: Path) -> dict[str, Any]:
    # The log is written back by the workers alone, see storage/database.py.
    own = "PRAGMA wal_autocheckpoint=0"
    pragmas = f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; {own}"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}


def _master(text: str, home: Path) -> MasterKey:
    if text:
        return MasterKey.from_text(text)
    file = home / "master.key"
    if not file.exists() and ((home / "vignette.sqlite3").exists() or any((home / "blobs").glob("*"))):
        raise Misconfigured(f"The key of this installation is missing: put {file} back, nothing opens without it.")
    return MasterKey.from_file(file)


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise Misconfigured("VIGNETTE_TIME_ZONE is a place in the world, such as Europe/London.")
    return name


def _number(name: str, environment: Mapping[str, str], default: int, *, most: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise Misconfigured(f"{name} is a whole number from 1 to {most}.")
    return int(text)


def read() -> Config:
    """The configuration of this process."""
    return Config.read(os.environ)
