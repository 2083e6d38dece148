import pytest

from bot.model.entry import Speaker
from scripts.people import People

KNOWN = [
    Speaker("Jörg Otter", "Riverbank"),
    Speaker("Jörg Otter", "Riverbank"),
    Speaker("Joerg Otter", "Riverbank"),
    Speaker("jörg otter"),
    Speaker("Fei Xu", "Dam Corp"),
    Speaker("Fei Xu", "Dam Corp"),
    Speaker("Fei Xue", "Lake Ltd"),
    Speaker("Ana Lee", "Acme"),
]


@pytest.fixture
def people():
    """Know some people, two of them by nearly the same letters."""
    return People(KNOWN)


def test_a_person_is_written_as_most_places_do(people):
    assert people.tidy([Speaker("jörg otter")]) == (Speaker("Jörg Otter"),)


def test_a_name_without_its_accents_is_the_same_person_in_the_same_company(people):
    assert people.tidy([Speaker("Joerg Otter", "Riverbank")]) == (Speaker("Jörg Otter", "Riverbank"),)


def test_two_people_of_nearly_the_same_name_stay_two(people):
    assert people.tidy([Speaker("Fei Xue", "Lake Ltd")]) == (Speaker("Fei Xue", "Lake Ltd"),)


def test_a_role_is_no_person_and_its_company_is_that_of_who_stands_before_it(people):
    listed = [Speaker("Ana Lee", "Big Data"), Speaker("Machine Learning", "Acme"), Speaker("Chief Architect", "Acme")]
    assert people.tidy(listed) == (Speaker("Ana Lee", "Acme"),)


def test_several_people_in_the_place_of_one_are_parted(people):
    assert people.tidy([Speaker("Ana Lee, Acme & Bo Kim, Other")]) == (
        Speaker("Ana Lee", "Acme"),
        Speaker("Bo Kim", "Other"),
    )


def test_a_company_does_not_hold_the_name_of_who_works_there_but_may_be_called_so(people):
    assert people.tidy([Speaker("Ana Lee", "Acme Ana Lee")]) == (Speaker("Ana Lee", "Acme"),)
    assert people.tidy([Speaker("Ana Lee", "Ana Lee")]) == (Speaker("Ana Lee", "Ana Lee"),)


def test_marks_that_nobody_sees_are_taken_out(people):
    assert people.tidy([Speaker("Ana Lee\u200e", "Acme")]) == (Speaker("Ana Lee", "Acme"),)
