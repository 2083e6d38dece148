import datetime as dt

import pytest

from bot.app.front_page import make_front_page
from tests.engine_fixture import open_small_engine


@pytest.fixture(scope="module")
def front_page(tmp_path_factory):
    return make_front_page(open_small_engine(tmp_path_factory.mktemp("front")), dt.date(2026, 3, 1))


def test_the_last_kubecon_and_the_next_one_are_told_with_what_is_known_of_them(front_page):
    assert (front_page.last.name, front_page.last.days) == ("KubeCon NA 2025", "10–13 November 2025")
    assert front_page.last.counts.talks > 0
    assert (front_page.next.name, front_page.next.countdown) == ("KubeCon EU 2026", "in 22 days")


def test_editions_of_which_nothing_is_known_are_left_out(front_page):
    assert front_page.editions[0].name == "KubeCon Japan 2026"
    assert all(edition.counts.talks or edition.counts.statements for edition in front_page.editions)


def test_the_newest_recap_is_news(front_page):
    assert front_page.news[0].text.startswith("Newest recap: ")
    assert front_page.news[0].badge


def test_news_are_of_no_later_day_and_have_a_source(shipped_engine):
    news = make_front_page(shipped_engine, dt.date(2026, 10, 7)).news
    assert news[0].badge == "7 October 2026"
    assert news[-1].badge.endswith(" 2026")
    assert all(item.source.url.startswith("https://") for item in news)
