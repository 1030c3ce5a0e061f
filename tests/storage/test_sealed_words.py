"""No way of writing rows leaves a family's words in the open."""

import pytest

from tests.people import Someone, family_of
from vignette.storage import rows

pytestmark = pytest.mark.django_db


def test_words_are_never_written_many_at_once_in_the_open(alice: Someone) -> None:
    family = rows.Family.objects.get(pk=family_of(alice).value)
    family.name = "Hanna and Jonas"

    with pytest.raises(ValueError, match="not sealed"):
        rows.Family.objects.bulk_update([family], ["name"])
    with pytest.raises(ValueError, match="not sealed"):
        rows.Family.objects.update(name="Hanna and Jonas")


def test_words_that_are_saved_come_back(alice: Someone) -> None:
    family = rows.Family.objects.get(pk=family_of(alice).value)
    family.name = "Hanna und Jonas"
    family.save()

    assert rows.Family.objects.get().name == "Hanna und Jonas"
