"""Find the positions of a block's links in its text."""

from dataclasses import dataclass

from bot.model.recap import Block, Link


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link and the position of its words in the text; a link without words is at the text's end."""

    start: int
    end: int
    link: Link


def locate_links(block: Block) -> list[LinkSpan]:
    """Return the positions of a block's links, in order."""
    anchors: list[LinkSpan] = []
    position = 0
    for link in block.links:
        start = block.text.find(link.text, position) if link.text else -1
        if start < 0:
            anchors.append(LinkSpan(len(block.text), len(block.text), link))
            continue
        position = start + len(link.text)
        anchors.append(LinkSpan(start, position, link))
    return anchors
