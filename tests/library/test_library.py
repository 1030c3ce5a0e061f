"""The data that travels with the package."""

import re

import pytest

from vignette import library
from vignette.domain.errors import Misconfigured
from vignette.domain.span import MINUTE, SECOND

CODEBOOK = library.codebook("vig")


def test_the_levels_of_contact_stand_in_the_order_in_which_they_build() -> None:
    assert [letter for letter, _ in CODEBOOK.levels] == ["A", "B", "C", "D", "E", "F", "N"]


def test_only_moments_that_did_not_meet_are_not_attuned() -> None:
    assert {principle.level for principle in CODEBOOK.principles if not principle.is_attuned} == {"N"}


@pytest.mark.parametrize("level", "ABCDEF")
def test_principles_are_numbered_without_gaps(level: str) -> None:
    codes = [principle.code for principle in CODEBOOK.principles if principle.level == level]

    assert codes == [f"{level}{number}" for number in range(1, len(codes) + 1)]
    assert len(codes) == {"A": 5, "B": 7, "C": 6, "D": 8, "E": 7, "F": 8}[level]


def test_every_principle_has_a_short_label_and_one_sentence() -> None:
    for principle in CODEBOOK.principles:
        assert 1 <= len(principle.label.split()) <= 8
        assert re.fullmatch(r"[A-Z][^.]*\.", principle.hint)


def test_video_interaction_guidance_is_three_short_clips_of_what_went_well() -> None:
    vig = library.programme("vig")

    assert vig.planned_cycles == 3
    assert vig.clip_policy.most == 3
    assert vig.clip_policy.longest == MINUTE == 60 * SECOND
    assert vig.clip_policy.attuned_only
    assert library.codebook(vig.codebook) == CODEBOOK


@pytest.mark.parametrize("name", ["nothing", "../signals/default", "", "vig.toml"])
def test_a_name_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(Misconfigured):
        library.codebook(name)


def test_a_programme_is_not_taken_for_a_codebook() -> None:
    with pytest.raises(Misconfigured):
        library.table("codebooks", "default")
