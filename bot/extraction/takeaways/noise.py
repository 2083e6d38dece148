"""Tell which words of a post say nothing that anybody would look up: greetings, calls to action, bare links."""

import re

from bot.extraction.word_lists import count_wide
from bot.model.recap import Block

# How sentences begin that ask something of the reader, greet or lead on. One with a number or a date stays.
_CALL = re.compile(
    r"\W*(?:subscribe|follow (?:us|me|along)|(?:please )?(?:feel free to )?(?:drop|leave|post|add) (?:a|your) "
    r"(?:comment|note)"
    r"|(?:feel free to |please )?(?:reach out|get in touch|contact (?:us|me)|share (?:it|this|them))|let (?:me|us) know"
    r"|stay tuned|see you\b|(?:un)?til next|thanks? (?:you )?(?:so much )?for (?:reading|stopping|following|making it)"
    r"|happy (?:reading|coding|helming)|that['’]s (?:it|all)\b|cheers|bye|have fun|sign up|join (?:our|the) newsletter"
    r"|click here|read more|learn more|read the full|if you (?:found|enjoyed|liked) (?:this|it)"
    r"|if you have any (?:questions|feedback)|(?:we|i)(?:['’]d| would| look) (?:love|forward) to hear"
    r"|what(?:['’]s| is) your|how do you|don['’]t forget to|hi (?:everyone|all|there|folks)|hello"
    r"|welcome (?:back|to (?:my|our|this) (?:blog|post))|without further ado"
    r"|let['’]s (?:dive|jump|get) (?:in|right in|started)"
    r"|here we go|enjoy\b|good luck\b|sorry if"
    r"|bis (?:bald|zum nächsten)|danke fürs lesen|schreibt? (?:mir|uns)|viel spaß"
    r"|merci d['’]avoir lu|à (?:bientôt|la prochaine)|n['’]hésitez pas|en attendant"
    r"|以上です|ではまた|それでは|最後まで(?:お)?読|谢谢(?:大家|阅读)|感谢阅读|欢迎(?:关注|留言|联系)|읽어\s?주셔서|감사합니다)",
    re.IGNORECASE,
)
# The same, anywhere in a sentence.
_ASKS = re.compile(
    r"\b(?:subscrib(?:e|ing) to (?:my|our)|follow (?:me|us) on|(?:drop|leave) (?:a|me a|us a) comment"
    r"|reach out (?:to me )?on|your support is|show your support|star (?:us|the (?:repo|project)))\b",
    re.IGNORECASE,
)
# What a page says around a post.
_PAGE = re.compile(
    r"\W*(?:(?:table of contents|contents|toc|share (?:this|on)|tweet|posted (?:in|on|by)|filed under|categories\s*:"
    r"|schlagw[oö]rter|related (?:posts?|articles?)|previous post|next post|back to (?:top|blog)|skip to content"
    r"|comments?|originally (?:published|posted)|open the original post|copyright|all rights reserved|powered by"
    r"|privacy policy|cookie|advertisement|minutes? read|image|photo|picture|source|credits?|figure"
    r"|cover (?:image|photo))\b.{0,120}$|©|tags?\s*:|(?:photo|image) (?:by|credit))",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(r"\s*[—–-]{1,2}\s*[^.!?]{2,60}")  # whose a quote is
_FACT = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b(?! (?:be|have|not|also))"
    r"|\b(?:kcd|rejekts|summit)\b|月|日",
    re.IGNORECASE,
)
_SAVED_DATE = re.compile(r"\b20[1-3]\d\b.*\b20[1-3]\d\b|\b(?:next|mark|date)\b", re.IGNORECASE)
_URLS = re.compile(r"\W*+(?:https?://\S++\s*+)++")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 220
_FEWEST_WORDS, _FEWEST_WIDE = 3, 8
_FEWEST_LINK_WORDS = 5  # a shorter link says nothing by itself
_LITTLE_MORE = 3  # signs beside a link


def says_nothing(text: str) -> bool:
    """Say whether a sentence or line is a greeting, a call to action or a part of the page around the post."""
    if len(text) > _LONGEST:
        return False
    if _PAGE.match(text):
        return not _SAVED_DATE.search(text)
    is_call = bool(_CALL.match(text) or _ASKS.search(text)) and not _FACT.search(text)
    return is_call or bool(_ATTRIBUTION.fullmatch(text))


def is_too_short(text: str) -> bool:
    """Say whether a text is too short to be understood alone ("Meh.", "Overview")."""
    words, wide = len(_WORD.findall(text)), count_wide(text)
    return wide < _FEWEST_WIDE if wide > words else words < _FEWEST_WORDS


def is_bare_link(block: Block) -> bool:
    """Say whether a block is nothing but a link, and the link's words say nothing by themselves."""
    if not block.links:
        return False
    text = block.text.strip(" .:-–")
    if sum(len(link.text) for link in block.links) < len(text) - _LITTLE_MORE:
        return _URLS.fullmatch(text) is not None
    return "://" in text or " " not in text or len(_WORD.findall(text)) < _FEWEST_LINK_WORDS
