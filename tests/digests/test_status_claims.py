import pytest

from bot.digests.entry_key import keys_of
from bot.digests.status_claims import claim_key, is_superseded, newest_claims
from tests.digests.conftest import said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Otter API is beta since Pond 1.2.", "Otter API is generally available since Pond 1.4."),
        ("Otter became an incubating CNCF project on 3 May 2024.", "Otter graduated in the CNCF on 7 June 2026."),
        ("Otter v1.5 was released on 27 February 2026.", "Otter 1.6.0, of 30 June 2026, moves dams."),
        ("Beta in Otter 1.3: dams and dens.", "Otter 1.4 was released."),
        ("Acme at EU 2026: Otter (the API) is alpha.", "Otter went beta."),
    ],
)
def test_a_later_claim_on_the_same_subject_supersedes(old, new):
    newest = newest_claims([said(old), said(new)])
    assert is_superseded(said(old), newest)
    assert not is_superseded(said(new), newest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Otter dams are beta.", "Otter dens are stable."),
        ("Otter 1.5 swims faster.", "Otter 1.6 was released."),
        ("Otters sleep.", "Otter graduated."),
    ],
)
def test_another_subject_or_no_claim_stays(one, other):
    assert not is_superseded(said(one), newest_claims([said(one), said(other)]))


def test_one_fact_is_remembered_however_it_is_told():
    one, other = said("Otter graduated on 7 June 2026."), said("Otter's graduation was announced.")
    assert claim_key(one) == claim_key(other)
    assert set(keys_of(one)) & set(keys_of(other))
    assert claim_key(said("Otters sleep.")) == ""
