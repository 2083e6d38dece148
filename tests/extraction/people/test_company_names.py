"""Test that companies and roles are told from people."""

import pytest

from bot.extraction.people.company_names import company_in, is_company, is_legal_form, is_role


@pytest.mark.parametrize("name", ["Otter GmbH", "Alpine Bank", "University of Ponds", "株式会社かわうそ"])
def test_a_name_with_a_legal_form_or_a_company_word_is_a_company(name):
    assert is_company(name)


def test_a_person_is_no_company():
    assert not is_company("Ada Birkenfeld")


def test_a_role_gives_way_to_the_company_it_is_held_at():
    assert company_in("Staff Engineer at Pondside") == "Pondside"
    assert company_in("CTO, Pondside") == "Pondside"


def test_a_role_alone_names_no_company():
    assert company_in("Principal Engineer") == ""


def test_somebody_independent_has_no_company():
    assert company_in("Independent") == ""


def test_what_is_told_of_somebody_in_brackets_is_no_company():
    assert company_in("who baked an operator on stage") == ""


def test_what_a_link_leads_to_is_no_company():
    assert company_in("slides, video") == ""


def test_a_company_without_a_role_is_kept_as_written():
    assert company_in("Pond & Sons") == "Pond & Sons"


def test_a_legal_form_alone_is_the_end_of_a_name():
    assert is_legal_form("Inc.")
    assert not is_legal_form("Pondside Inc.")


def test_what_somebody_does_is_a_role():
    assert is_role("Senior Platform Engineer")
    assert not is_role("Pondside")
