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


def test_a_reel_of_video_interaction_guidance_has_three_places_and_ends_on_a_stretch() -> None:
    template = library.programme("vig").template(4)

    assert [place.title for place in template.places] == [
        "Closeness or enjoyment",
        "An answer to the helping question",
        "A stretch",
    ]
    assert (template.theme, template.script) == ("", "")
    assert not library.programme("vig").client_chooses


def test_professionals_choose_their_own_clips() -> None:
    verp = library.programme("verp")

    assert verp.client_chooses
    assert not verp.clip_policy.attuned_only
    assert verp.planned_cycles in (2, 3)
    assert 5 <= verp.film_minutes <= 10


def test_positive_parenting_has_a_theme_and_a_script_for_each_of_six_visits() -> None:
    vipp = library.programme("vipp-sd")
    themes = [vipp.template(visit).theme for visit in range(1, 8)]

    assert vipp.planned_cycles == 6
    assert len(set(themes[:5])) == 5
    assert themes[4] == themes[5] == themes[6] == "All themes again"
    assert all(vipp.template(visit).script for visit in range(1, 7))


def test_every_programme_has_a_codebook_and_names_what_belongs_where() -> None:
    found = library.programmes()

    assert {each.name for each in found} == {"vig", "verp", "vipp-sd"}
    for each in found:
        assert library.codebook(each.codebook)
        assert len(each.reference) <= 40
        for template in each.templates:
            assert len(template.places) <= each.clip_policy.most
            assert max(map(len, (template.theme, template.script))) <= 300
            for place in template.places:
                assert re.fullmatch(r"[A-Z][^.]{3,60}", place.title)
                assert place.hint.endswith(".")


@pytest.mark.parametrize("name", ["nothing", "../signals/default", "", "vig.toml"])
def test_a_name_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(Misconfigured):
        library.codebook(name)


def test_a_programme_is_not_taken_for_a_codebook() -> None:
    with pytest.raises(Misconfigured):
        library.table("codebooks", "default")
