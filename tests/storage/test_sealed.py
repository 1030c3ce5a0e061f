"""Nothing of a family is in the clear: not in a row, not in a file."""

import os
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.people import Someone, everyone_agrees, family_of
from vignette.actions import families
from vignette.domain.errors import Sealed
from vignette.domain.identity import FamilyId
from vignette.storage import blobs, keyring
from vignette.storage.place import place
from vignette.storage.rows import Blob, Family, HelpingQuestion

pytestmark = pytest.mark.django_db

WORDS = ("Hanna", "Jonas", "What helps Jonas to play?")


def everything_in_the_database() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # the names come from the database itself
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_no_name_and_no_word_of_a_family_stands_in_the_database(alice: Someone) -> None:
    family = family_of(alice)
    everyone_agrees(alice, family)
    families.set_goal(alice.actor, family, "Jonas sleeps through")

    kept = everything_in_the_database()

    assert "Alice" in kept  # the staff are known by name
    for words in (*WORDS, "Jonas sleeps through"):
        assert words not in kept


def test_words_moved_to_another_place_do_not_open(alice: Someone) -> None:
    family = family_of(alice)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE helping_question SET words = (SELECT name FROM family)")

    with pytest.raises(Sealed):
        list(HelpingQuestion.objects.filter(family=family.value))


def test_without_its_key_nothing_of_a_family_opens(alice: Someone) -> None:
    family = family_of(alice)
    new = blobs.seal(family, "film", [b"a film"])
    row = blobs.keep(new)
    keyring.FamilyKey.objects.all().delete()
    keyring._unwrapped.cache_clear()

    with pytest.raises(Sealed):
        Family.objects.get(pk=family.value)
    with pytest.raises(Sealed):
        blobs.opened(row)


def test_what_was_sealed_is_what_opens(alice: Someone) -> None:
    row = blobs.keep(blobs.seal(family_of(alice), "film", [b"a ", b"film"]))

    with blobs.opened(Blob.objects.get(pk=row.pk)).open() as file:
        assert file.read() == b"a film"


def test_files_can_be_read_by_nobody_else(alice: Someone) -> None:
    blobs.seal(family_of(alice), "film", [b"a film"])

    for path in place().blobs.glob("*/*"):
        assert path.stat().st_mode & 0o077 == 0
    assert place().workshop.stat().st_mode & 0o077 == 0


def aged(path: Path) -> None:
    long_ago = time.time() - blobs.STRAY_AFTER.total_seconds() - 60
    os.utime(path, (long_ago, long_ago))


def test_what_a_crash_left_unpublished_is_swept_and_nothing_else(alice: Someone) -> None:
    family: FamilyId = family_of(alice)
    kept = blobs.keep(blobs.seal(family, "film", [b"kept"]))
    stray, fresh = blobs.seal(family, "film", [b"stray"]), blobs.seal(family, "film", [b"about to be published"])
    files = {path.name: path for path in place().blobs.glob("*/*")}
    aged(files[str(kept.id)])
    aged(files[str(stray.id)])

    blobs.sweep()

    left = {path.name for path in place().blobs.glob("*/*")}
    assert str(stray.id) not in left
    assert {str(kept.id), str(fresh.id)} <= left
