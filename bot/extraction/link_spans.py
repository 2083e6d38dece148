"""Find where the links of a block stand in its text."""

from dataclasses import dataclass

from bot.model.recap import Block, Link


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link and where its words stand in the text; both ends are the text's end for a link without words."""

    start: int
    end: int
    link: Link


def locate_links(block: Block) -> list[LinkSpan]:
    """Return where the links of a block stand, in order."""
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
