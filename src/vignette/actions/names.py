"""What the people in a film are called, outside of it."""

from collections.abc import Mapping, Sequence

from vignette.domain.person import Person, PersonId

Names = Mapping[PersonId | None, str]


def names_of(people: Sequence[Person], *, is_named: bool) -> Names:
    """What each is called, two of one name told apart; None, both together, has no name."""
    names: dict[PersonId | None, str] = {None: ""}
    for number, person in enumerate(people, start=1):
        bare = person.name if is_named else f"Person {number}"
        names[person.id] = bare if bare not in names.values() else f"{bare} {number}"
    return names


def file_of(cycle: int, nth: int = 1) -> str:
    """What the `nth` film of the cycle of this number is called in a file; nobody's folder or own name is."""
    return f"film {cycle}.mp4" if nth == 1 else f"film {cycle}-{nth}.mp4"
