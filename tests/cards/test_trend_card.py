from bot.cards.chart_to_text import chart_to_lines, draw_bar
from bot.cards.trend_card import chart_to_words, trend_card
from bot.model.answer_page import value_to_page
from bot.model.edition import Edition
from bot.model.topic_share import TopicShare

PLACES = (("eu", 2024), ("na", 2024), ("eu", 2025))


def trend(*on_topic, talks=200):
    names = [f"kubecon-{region}-{year}" for region, year in PLACES]
    editions = [Edition(name, name, name, "eu", "Ponds", "Nowhere") for name in names]
    return tuple(TopicShare(edition, number, talks) for edition, number in zip(editions, on_topic, strict=True))


BOTH = trend_card((("Otters", trend(1, 0, 9)), ("Herons", trend(4, 2, 0))))


def test_a_trend_says_the_newest_and_the_highest_share_and_of_how_many_talks():
    assert (BOTH.title, [item.text for item in BOTH.sections[0].items]) == (
        "Talks on Otters, Herons",
        [
            "Otters ▂▁█ 4.5 % at EU 2025 (9 of 200)",
            "Herons █▅▁ 0.0 % at EU 2025 (0 of 200), most 2.0 % at EU 2024 (4 of 200)",
        ],
    )


def test_a_trend_leads_to_each_topic():
    assert [value_to_page(action.value).words for action in BOTH.actions] == ["Otters", "Herons"]


def test_all_numbers_of_a_chart_can_be_said():
    assert chart_to_words(trend_card((("Otters", trend(1, 0, 9)),)).chart) == (
        "Talks on Otters, percent of all talks. "
        "Otters: 0.5 % at EU 2024 (1 of 200); 0.0 % at NA 2024 (0 of 200); 4.5 % at EU 2025 (9 of 200)."
    )


def test_in_plain_text_each_number_is_a_bar_with_all_talks_beside_the_kubecon():
    assert list(chart_to_lines(BOTH.chart, 50)) == [
        "EU 2024 (200)  Otters  █▎          0.5 % (1)",
        "               Herons  ████▉       2.0 % (4)",
        "NA 2024 (200)  Otters              0.0 % (0)",
        "               Herons  ██▌         1.0 % (2)",
        "EU 2025 (200)  Otters  ███████████ 4.5 % (9)",
        "               Herons              0.0 % (0)",
    ]


def test_a_bar_is_drawn_in_eighths():
    assert [draw_bar(value, 2.0, 2) for value in (0.0, 1 / 8, 1.0, 2.0)] == ["", "▏", "█", "██"]
    assert draw_bar(1.0, 0.0, 9) == ""
