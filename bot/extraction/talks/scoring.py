"""Add up the evidence for a talk: each sign has points, and enough of them make a talk."""

ENOUGH = 3.0
CERTAIN = 6.0  # in any context
READ_WHOLE = 8.0  # of a spot that was read as a whole, more than another reading of it can have

_POINTS = {
    # who
    "speakers": 3.0,
    "names_alone": 1.5,  # two words with capitals, and nothing else that says they are people
    "company": 1.0,
    "several_people": 0.5,
    "people_first": 0.5,  # the sentence begins with them
    "gives_talk": 3.0,  # "session by", "'s talk", "gave a talk"
    "presents": 2.0,  # "showed how"
    "full_name": 1.0,  # of somebody who presents
    "company_presents": 1.0,
    "unsure_name": -1.0,
    "names_only": -2.0,  # a line of names may thank or list anybody
    # what it is called
    "known_session": CERTAIN,  # as a schedule calls it
    "title": 1.0,  # written like one
    "bold_title": 1.0,
    "numbered": 2.0,
    "session_form": 2.0,  # "Keynote: …"
    "untitled_like": -1.0,
    "theme": -4.0,
    "one_word": -2.0,
    "lone_line": -2.0,
    "no_words": -3.0,
    # the target of the link
    "session_link": 2.5,
    "other_link": 2.0,
    "bare_video": -0.5,
    "spelt_by_link": 1.0,
    "named_by_link": 5.0,
    "people_by_link": 3.0,
    # its place
    "below_talks": 1.0,
    "in_list_of_talks": 1.5,
    "among_talks": 1.0,
    "among_headings_of_talks": 2.0,
    "below_something_else": -1.5,
    "spoken_of": 1.0,  # "this session"
    "beside_talk_word": 2.5,
    "by_follows": 1.5,
    "title_column": 1.0,
    "people_column": 1.0,
}


def score(**signs: bool) -> float:
    """Return the points of the signs that hold."""
    return sum(_POINTS[name] for name, holds in signs.items() if holds)
