from adapters.web.slack_markup import slack_markup_to_html


def test_links_are_drawn_and_everything_else_stands_as_it_is():
    drawn = slack_markup_to_html("Otters &amp; moles\n<https://a.example/?x=1&amp;y=2|ponds ↗> <script>")
    assert str(drawn) == (
        "Otters &amp; moles<br>"
        '<a href="https://a.example/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer nofollow">ponds ↗</a>'
        " &lt;script&gt;"
    )
