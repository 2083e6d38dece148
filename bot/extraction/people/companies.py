"""Tell companies and roles from people: by legal forms, by the words they are called by, and by a few names."""

import re

from bot.extraction.talk_links import is_material
from bot.extraction.word_lists import companies_like_people, company_words

_LEGAL_FORM = re.compile(
    r"\b(?:Inc|Ltd|Limited|LLC|LLP|PLC|Corp|Corporation|Co|Company|GmbH|AG|SE|KG|NV|BV|AB|AS|Oy|SA|SAS|SARL|SRL|SpA"
    r"|KK|Pty|Pvt)\b\.?$"
    r"|^(?:The )?(?:University|Universität|Université|Bank|Banco|Banque|Institute|Ministry) of\b"
    r"|株式会社|有限公司|주식회사"
)
_FORM_ALONE = re.compile(r"(?:Inc|Ltd|LLC|LLP|GmbH|Co|Corp|Corporation|AG|SE|KG|AB|SA|Pty Ltd)\.?")
ROLE_WORD = (
    r"(?:engineer\w{0,20}|director|manager|management|lead|leader|head|chief|s?vp|c[teiop]o|cpto|ciso|(?:co-?)?founder"
    r"|architect|developer|advocate|advocacy|maintainer|scientist|physicist|fellow|officer|consultant|owner|president"
    r"|executive"
    r"|professor|researcher|specialist|evangelist|ambassador|sre|staff|senior|principal|product|administrator|analyst"
    r"|student|author|moderator|(?:co-?)?chair|organi[sz]er|member|contributor|devops|relations|strategist"
    r"|technologist|designer|partner|entwickler\w{0,20}|ingenieur\w{0,20}|leiter\w{0,20}|ingénieur\w{0,20}|directeur\w{0,20}|responsable)"
)
_ROLE = re.compile(rf"\b{ROLE_WORD}\b|kubestronaut", re.IGNORECASE)
_WITHIN_ROLE = re.compile(r"\s(?:at|of|from|bei|chez|@)\s+|,\s+")
_NOBODY = re.compile(
    r"independent|various(?: organi[sz]ations)?|freelancer?|self(?:-employed)?|unaffiliated", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:who|which|whose|and|also|now|der|die|qui)\s")  # "(who baked it on stage)"
_MOST_WORDS = 5


def is_company(name: str) -> bool:
    """Say whether a name is surely a company's or another organisation's, never a person's."""
    written = re.findall(r"[^\W_]+", name)
    words = [word.casefold() for word in written]
    is_called_so = 1 < len(words) <= _MOST_WORDS and not company_words().isdisjoint(words)
    return (
        (is_called_so and all(word[0].isupper() for word in written))
        or " ".join(words) in companies_like_people()
        or bool(_LEGAL_FORM.search(name))
    )


def is_legal_form(words: str) -> bool:
    """Say whether words are nothing but a legal form, which a comma has cut off a company's name."""
    return _FORM_ALONE.fullmatch(words) is not None


def is_role(words: str) -> bool:
    """Say whether words speak of what somebody does ("Staff Engineer", "CTO of Acme")."""
    return _ROLE.search(words) is not None


def company_in(words: str) -> str:
    """Return the company that words said of a person name, "" where they name only a role or none."""
    if _NOBODY.fullmatch(words) or _ASIDE.match(words) or is_material(words):
        return ""
    if not is_role(words):
        return words.strip()
    parts = _WITHIN_ROLE.split(words)
    return next((part.strip() for part in reversed(parts) if not is_role(part)), "")
