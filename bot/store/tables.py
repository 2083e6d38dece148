"""Define the current tables; times are whole seconds since the epoch, which all databases store in the same way."""

import sqlalchemy as sa

_metadata = sa.MetaData()

subscriptions = sa.Table(
    "subscriptions",
    _metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("platform", sa.String),
    sa.Column("team", sa.String),
    sa.Column("channel", sa.String),
    sa.Column("by", sa.String),
    sa.Column("since", sa.BigInteger),
    sa.Column("weekday", sa.Integer),
    sa.Column("at", sa.String),
    sa.Column("timezone", sa.String),
    sa.Column("topics", sa.String),
    sa.Column("is_weekly", sa.Boolean),
    sa.Column("has_countdown", sa.Boolean),
    sa.Column("paused", sa.String),
    sa.Column("is_told", sa.Boolean),
    sa.Column("next_due_at", sa.BigInteger),
)
deliveries = sa.Table(
    "deliveries",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("subscription", sa.String),
    sa.Column("due_at", sa.BigInteger),
    sa.Column("kind", sa.String),
    sa.Column("edition", sa.String),
    sa.Column("days", sa.Integer),
    sa.Column("state", sa.String),
    sa.Column("reason", sa.String),
    sa.Column("claimed_by", sa.String),
    sa.Column("beat", sa.BigInteger),
    sa.Column("not_before", sa.BigInteger),
    sa.Column("attempts", sa.BigInteger),
    sa.Column("keys", sa.String),
)
messages = sa.Table(
    "messages",
    _metadata,
    sa.Column("delivery", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.String),
    sa.Column("state", sa.String),
    sa.Column("posted_as", sa.String),
    sa.Column("started_at", sa.BigInteger),
    sa.Column("card", sa.Text),
)
shown = sa.Table(
    "shown",
    _metadata,
    sa.Column("subscription", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("times", sa.Integer),
)
recaps = sa.Table(
    "recaps",
    _metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("first_seen_at", sa.BigInteger),
)
posts = sa.Table(
    "posts",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.String),
    sa.Column("thread", sa.String),
    sa.Column("posted_at", sa.BigInteger),
    sa.Column("card", sa.Text),
)
seen_events = sa.Table(
    "seen_events",
    _metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("seen_at", sa.BigInteger),
)
asked_topics = sa.Table(
    "asked_topics",
    _metadata,
    sa.Column("channel", sa.String, primary_key=True),
    sa.Column("topic", sa.String, primary_key=True),
    sa.Column("times", sa.Integer),
)
misses = sa.Table(
    "misses",
    _metadata,
    sa.Column("day", sa.String, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("meant", sa.String, primary_key=True),
    sa.Column("times", sa.Integer),
)
watches = sa.Table(
    "watches",
    _metadata,
    sa.Column("platform", sa.String, primary_key=True),
    sa.Column("team", sa.String, primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("words", sa.String, primary_key=True),
    sa.Column("asked_at", sa.BigInteger),
)
saved_recaps = sa.Table(
    "saved_recaps",
    _metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("team", sa.String),
    sa.Column("title", sa.String),
    sa.Column("text", sa.Text),
    sa.Column("by", sa.String),
    sa.Column("written_on", sa.String),
    sa.Column("edition", sa.String),
    sa.Column("url", sa.String),
    sa.Column("author", sa.String),
)
organizations = sa.Table(
    "organizations",
    _metadata,
    sa.Column("team", sa.String, primary_key=True),
    sa.Column("organization", sa.String),
    sa.Column("is_installed_for_all", sa.Boolean),
)
# a library writes these, see bot/app/installation_tables.py; here are the columns that are no secret
slack_bots = sa.Table(
    "slack_bots",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("team_id", sa.String),
    sa.Column("team_name", sa.String),
    sa.Column("bot_scopes", sa.String),
    sa.Column("installed_at", sa.DateTime),
)
slack_installations = sa.Table(
    "slack_installations",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("team_id", sa.String),
    sa.Column("user_id", sa.String),
    sa.Column("installed_at", sa.DateTime),
)
slack_oauth_states = sa.Table("slack_oauth_states", _metadata, sa.Column("id", sa.Integer, primary_key=True))
