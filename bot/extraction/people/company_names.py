"""Distinguish names of companies and roles from people: by legal forms, typical words, and a short list."""

import re
from functools import lru_cache

from bot.extraction.talk_links import is_material
from bot.extraction.word_lists import companies_like_people, company_words
from bot.languages.pattern_templates import compile_words

_LEGAL_FORM = re.compile(
    r"\b(?:Inc|Ltd|Limited|LLC|LLP|PLC|Corp|Corporation|Co|Company|GmbH|AG|SE|KG|NV|BV|AB|AS|Oy|SA|SAS|SARL|SRL|SpA"
    r"|KK|Pty|Pvt)\b\.?$"
    r"|^(?:The )?(?:University|Universität|Université|Bank|Banco|Banque|Institute|Ministry) of\b"
    r"|株式会社|有限公司|주식회사"
)
_FORM_ALONE = re.compile(r"(?:Inc|Ltd|LLC|LLP|GmbH|Co|Corp|Corporation|AG|SE|KG|AB|SA|Pty Ltd)\.?")
_ROLE = compile_words(r"\b{role}\b|kubestronaut")
_WITHIN_ROLE = compile_words(r"\s(?:{of_company}|@)\s+|,\s+", flags=re.NOFLAG)
_NOBODY = compile_words(r"{no_company}")
_ASIDE = compile_words(r"{clause}\s", flags=re.NOFLAG)  # "(who baked it on stage)"
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 5


@lru_cache(maxsize=10_000)
def is_company(name: str) -> bool:
    """Return whether a name certainly belongs to an organisation, never to a person."""
    written = _WORD.findall(name)
    words = [word.casefold() for word in written]
    is_called_so = 1 < len(words) <= _MOST_WORDS and not company_words().isdisjoint(words)
    return (
        (is_called_so and all(word[0].isupper() for word in written))
        or " ".join(words) in companies_like_people()
        or bool(_LEGAL_FORM.search(name))
    )


def is_legal_form(words: str) -> bool:
    """Return whether words are only a legal form, cut off a company's name by a comma."""
    return _FORM_ALONE.fullmatch(words) is not None


@lru_cache(maxsize=10_000)
def is_role(words: str) -> bool:
    """Return whether words describe a job ("Staff Engineer", "CTO of Acme")."""
    return _ROLE.search(words) is not None


def company_in(words: str) -> str:
    """Return the company in words about a person, "" if they contain only a role or none."""
    if _NOBODY.fullmatch(words) or _ASIDE.match(words) or is_material(words):
        return ""
    if not is_role(words):
        return words.strip()
    parts = _WITHIN_ROLE.split(words)
    return next((part.strip() for part in reversed(parts) if not is_role(part)), "")
