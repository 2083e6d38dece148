"""List what the bot stores, for what, and how long; a test compares this with the database's tables."""

from bot.model.miss import MISSES_KEPT_DAYS
from bot.model.watch import WATCHES_KEPT_DAYS
from bot.store.page_threads import THREADS_KEPT

# what each table contains, in words; a test checks that every table is listed
TABLES = {
    "subscriptions": "which channels get digests, and the id of who asked for them",
    "deliveries": "which digests are due and posted",
    "messages": "the cards of a digest while it is being posted, and the id of each message",
    "shown": "which statements a channel has seen, as hashes",
    "recaps": "when each recap was first there",
    "posts": "the digest threads of the page",
    "seen_events": "which of a platform's events were answered, as ids",
    "asked_topics": "how often each topic is looked up in a channel",
    "misses": "what was looked up without an answer, or with one that did not help, without who did",
    "saved_recaps": "messages that somebody saved as a recap of their team, and the ids of who did and who wrote them",
    "organizations": "to which organization a workspace belongs",
    "slack_bots": "the tokens of workspaces that installed the Slack app, encrypted",
    "slack_installations": "who installed the Slack app in which workspace, by id",
    "slack_oauth_states": "which installations of the Slack app are under way",
    "watches": "who wants a message when something comes up, by id, and on what",
}
_PURPOSES = {
    "subscriptions": ("to post digests, and to notify that person if they are paused", "until digests are turned off"),
    "deliveries": ("to post each digest once", "until the database is deleted"),
    "messages": ("to continue after a crash", "a card until its digest is posted, ids until the database is deleted"),
    "shown": ("to show nothing twice", "until the database is deleted"),
    "recaps": ("to know what is new", "until the database is deleted"),
    "posts": ("to show them", f"the last {THREADS_KEPT} threads"),
    "seen_events": ("to answer each once", "2 days"),
    "asked_topics": ("to suggest topics for a digest there", "until the database is deleted"),
    "misses": ("to know which recaps to add", f"{MISSES_KEPT_DAYS} days"),
    "saved_recaps": ("to find them in lookups of that team", "until somebody of the team forgets them"),
    "organizations": ("to know which installation is whose", "until the app is uninstalled"),
    "slack_bots": ("to answer and post there", "until the app is uninstalled"),
    "slack_installations": ("to answer and post there", "until the app is uninstalled"),
    "slack_oauth_states": ("to refuse forged ones", "10 minutes"),
    "watches": ("to notify them once", f"until they are notified, at most {WATCHES_KEPT_DAYS} days"),
}
STORED = tuple((what, *_PURPOSES[name]) for name, what in TABLES.items())
