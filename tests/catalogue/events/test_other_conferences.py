import pytest

from bot.catalogue.events.other_conferences import OtherConferenceFinder


@pytest.mark.parametrize(
    ("text", "slug", "year"),
    [
        ("KCD New York 2026", "kcd-new-york-2026", 2026),
        ("kcd new york 2026", "kcd-new-york-2026", 2026),
        ("Kubernetes Community Days Utrecht", "kcd-utrecht", None),
        ("Kubernetes Community Day Munich, 18 June 2024", "kcd-munich-2024", 2024),
        ("KCD in Otterville 2025", "kcd-otterville-2025", 2025),
        ("KCD 2024 Munich", "kcd-munich-2024", 2024),
        ("Cloud Native Rejekts", "rejekts", None),
        ("Rejekts NA 2025", "rejekts-na-2025", 2025),
        ("Rejekts EU '26", "rejekts-eu-2026", 2026),
        ("Cloud Native Rejekts Europe 2026", "rejekts-eu-2026", 2026),
        ("Cloud Native Days Italy 2026", "cloud-native-days-italy-2026", 2026),
        ("Kubernetes Contributor Summit China 2023", "kubernetes-contributor-summit-china-2023", 2023),
        ("2023 China Kubernetes Contributor Summit", "kubernetes-contributor-summit-china-2023", 2023),
        ("Contributor Summit in Shanghai, September 2023", "kubernetes-contributor-summit-china-2023", 2023),
        ("Rejekts Amsterdam 2026", "rejekts-eu-2026", 2026),
        ("KCD Amsterdam 2026", "kcd-amsterdam-2026", 2026),
        ("a New York KCD", "kcd-new-york", None),
        ("ArgoCon EU 2025", "argocon-eu-2025", 2025),
        ("argocon eu25", "argocon-eu-2025", 2025),
        ("GitOpsCon", "gitopscon", None),
        ("OtterCon Japan", "ottercon-japan", None),
        ("Platform Engineering Day", "platform-engineering-day", None),
        ("Open Source SecurityCon", "open-source-securitycon", None),
    ],
)
def test_an_event_beside_kubecon_has_a_slug_of_its_own(shipped, text, slug, year):
    (event,) = shipped.other_conferences(text)
    assert (event.slug, event.year) == (slug, year)


@pytest.mark.parametrize(
    "text", ["KubeCon EU 2025", "KubeConEU", "CloudNativeCon", "a falcon of silicon", "otters in Paris", "", "ottercon"]
)
def test_kubecon_and_other_words_are_no_such_event(shipped, text):
    assert shipped.other_conferences(text) == ()


def test_a_place_ends_where_the_sentence_ends(shipped):
    (event,) = shipped.other_conferences("We liked KCD. Otters 2025 came later")
    assert event.slug == "kcd"


def test_an_unknown_place_counts_right_before_a_year_only(shipped):
    assert shipped.other_conferences("KCD Organisers met")[0].slug == "kcd"


def test_an_unknown_place_has_capitals_where_others_have(shipped):
    assert shipped.other_conferences("At KCD otters 2025 met")[0].slug == "kcd"


def test_a_later_year_is_another_matter(shipped):
    (event,) = shipped.other_conferences("Rejekts was great, and so was 2025")
    assert event.year is None


def test_an_event_is_shown_as_people_write_it(shipped):
    (event,) = shipped.other_conferences("kubernetes community days new york, may 2026")
    assert event.name == "KCD New York 2026"
    (event,) = shipped.other_conferences("cloud native rejekts na 2025")
    assert event.name == "Rejekts NA 2025"


def test_events_are_told_in_order_with_the_words_they_cover(shipped):
    found = shipped.other_conferences("From ArgoCon to Rejekts NA 2025")
    assert [(event.slug, event.start, event.end) for event in found] == [("argocon", 1, 2), ("rejekts-na-2025", 3, 6)]


def test_what_belongs_to_one_event_is_not_taken_for_the_next(shipped):
    slugs = [event.slug for event in shipped.other_conferences("Rejekts NA 2025 ArgoCon")]
    assert slugs == ["rejekts-na-2025", "argocon"]


def test_series_are_known_without_any_edition(shipped):
    assert [event.slug for event in OtherConferenceFinder((), shipped.places).find("KCD Utrecht and OtterCon")] == [
        "kcd-utrecht",
        "ottercon",
    ]
