"""Tags of site generators go, the words within them stay, and no line moves."""

import pytest

from bot.model.recap import Link
from bot.recaps.cleanup.site_tags import without_site_tags
from bot.recaps.formats.markdown import read_markdown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{{< figure src="a.png" caption="b" >}}', ""),
        ("{{% tweet user=a id=1 %}}", ""),
        ("{{< img x >}}\na caption\n{{< /img >}}", "\n\n"),
        ("{{% alert %}}\nMind the gap.\n{{% /alert %}}", "\nMind the gap.\n"),
        ("{% highlight go %}\nx := 1\n{% endhighlight %}", "\n\n"),
        ("{% comment %}no{% endcomment %}yes", "yes"),
        ("{% raw %}kept{% endraw %}", "kept"),
        ("at {{ site.name }} now", "at  now"),
        ("`{{ .Values.rope }}` is a template", "`.Values.rope` is a template"),
        ("{{< figure\n  src=a\n>}}words", "\n\nwords"),
        ("an open {{ tag\n\nwords }}", "an open {{ tag\n\nwords }}"),
        ("## Ropes {#ropes}", "## Ropes "),
        ("![a](b.png){: .wide}", "![a](b.png)"),
        ('[a](https://b.example){:target="_blank"}', "[a](https://b.example)"),
        ("a {.note} b", "a  b"),
        ("[[Ferry notes|notes]]", "[notes](<Ferry notes>)"),
        ("[[Ferry notes]]", "[Ferry notes](<Ferry notes>)"),
        ("![[picture.png]]", ""),
        ("$\\textcolor{orange}{Rope\\ deck\\ (day\\ 1)}$", "Rope deck (day 1)"),
        ("$\\color{red}\\text{Ropes \\& knots}$", "Ropes & knots"),
        ("import Tabs from '@theme/Tabs';\nwords", "\nwords"),
        ("import {\n  A,\n} from './a';\nwords", "\n\n\nwords"),
        ("export const x = {\n  a: 1,\n};\nwords", "\n\n\nwords"),
        ("important words from 'me'", "important words from 'me'"),
        ("{/* hidden */}words", "words"),
        ("<Card size={3} style={{a: 1}}>words</Card>", '<Card size="" style="">words</Card>'),
        ('<Card\n  size="3">\n- item\n</Card>', "\n\n- item\n"),
        ("a ==marked== word, b == c", "a marked word, b == c"),
        ("words %%hidden%% words", "words  words"),
        ("fine :wink:", "fine "),
        ("I :heart: ropes at 10:30:45", "I :heart: ropes at 10:30:45"),
        ("costs {5} and $5 to $6", "costs {5} and $5 to $6"),
    ],
)
def test_tags_go_and_words_stay(text: str, words: str) -> None:
    assert without_site_tags(text) == words
    assert without_site_tags(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "tag",
    [
        '<LiteYouTubeEmbed id="abcdefgh-12" title="x" />',
        "<YouTube videoId='abcdefgh-12'/>",
        "{{< youtube abcdefgh-12 >}}",
        '{{< youtube id="abcdefgh-12" >}}',
        '{% include youtube.html id="abcdefgh-12" %}',
    ],
)
def test_a_video_tag_becomes_a_link_of_the_block_before_it(tag: str) -> None:
    (block,) = read_markdown(without_site_tags(f"The ferry talk:\n\n{tag}\n"))
    assert block.links == (Link("", "https://www.youtube.com/watch?v=abcdefgh-12"),)
