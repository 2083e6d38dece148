"""Draw many things for a test of any card: a few that differ, repeated, since to draw them is what takes long."""

from hypothesis import strategies as st


def many(drawn, different, times):
    """Draw a tuple of up to so many things that differ, once or so many times over."""
    few = st.lists(drawn, max_size=different).map(tuple)
    return st.builds(lambda some, over: some * over, few, st.sampled_from((1, times)))
