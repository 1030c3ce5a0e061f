"""Every kind of film, family by family, and what a guider sees of each."""

from tests.films.kind import Kind
from tests.films.kinds.beside import BESIDE
from tests.films.kinds.calls import CALLS
from tests.films.kinds.cameras import CAMERAS
from tests.films.kinds.clocks import CLOCKS
from tests.films.kinds.damaged import DAMAGED
from tests.films.kinds.discs import DISCS
from tests.films.kinds.hostile import HOSTILE
from tests.films.kinds.phones import PHONES
from tests.films.kinds.strangers import STRANGERS

FAMILIES: dict[str, tuple[Kind, ...]] = {
    "Phones": PHONES,
    "Cameras": CAMERAS + DISCS,
    "Calls, browsers and screens": CALLS,
    "Odd time": CLOCKS,
    "More than a film": BESIDE,
    "Damaged": DAMAGED,
    "No films": STRANGERS,
    "Made to do harm": HOSTILE,
}
ALL: tuple[Kind, ...] = tuple(kind for family in FAMILIES.values() for kind in family)
NAMED: dict[str, Kind] = {kind.name: kind for kind in ALL}
