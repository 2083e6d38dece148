"""Test which company a text says beside a name."""

import pytest

from bot.extraction.people.find_companies import company_after, company_before, people_in_brackets_follow

NAME = "Ada Birkenfeld"


@pytest.mark.parametrize(
    ("before", "company"),
    [
        ("We met Acme's ", "Acme"),
        ("We met Acme (", "Acme"),
        ("We met Acme Foods product manager ", "Acme Foods"),
        ("We met Acme's lead engineer ", "Acme"),
        ("Acme: ", "Acme"),
        ("次はAcmeの", "Acme"),
        ("We met ", ""),
        ("Security: ", ""),
        ("The senior engineer ", ""),
        ("Otterctl maintainer ", ""),
    ],
)
def test_a_company_stands_before_a_name(before, company, judge):
    found, start = company_before(before + NAME, len(before), judge)
    assert found == company
    assert start == (before.index(company) if company else len(before))


@pytest.mark.parametrize(
    ("after", "company"),
    [
        (" (Acme) spoke", "Acme"),
        (" from Acme. She spoke", "Acme"),
        (", Staff Engineer at acme.io, spoke", "acme.io"),
        (", Alpine Bank, spoke", "Alpine Bank"),
        (", maintainer of Otterctl, spoke", ""),
        (" (slides, video)", ""),
        (", who spoke", ""),
    ],
)
def test_a_company_stands_after_a_name(after, company):
    assert company_after(NAME + after, len(NAME))[0] == company


def test_people_in_brackets_belong_to_the_company_before_them(judge):
    assert people_in_brackets_follow("Acme (Ada Birkenfeld & Bert Newt)", len("Acme"), judge)
    assert not people_in_brackets_follow("Acme (our host)", len("Acme"), judge)
