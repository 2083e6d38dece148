import pytest

from bot.catalogue.companies import is_same_company


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AWS", "Amazon Web Services"),
        ("Amazon Web Services", "Amazon"),
        ("aws", "Amazon"),
        ("CNCF", "Cloud Native Computing Foundation"),
        ("RedHat", "Red Hat"),
        ("solo.io", "Solo.io"),
        ("IBM Research", "IBM"),
        ("Otter at Beaver", "Otter"),
        ("The Otter Foundation", "Otter Foundation"),
        ("Otter Inc.", "Otter"),
        ("Microsoft Azure", "Azure"),
    ],
)
def test_names_of_one_company(one, other):
    assert is_same_company(one, other)
    assert is_same_company(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Meta", "Metal3"), ("Red Hat", "IBM"), ("", ""), ("", "IBM"), ("Hat", "Hatch"), ("RH", "Red Hat"), ("…", "—")],
)
def test_names_of_different_companies(one, other):
    assert not is_same_company(one, other)
    assert not is_same_company(other, one)
