"""Create the tables of subscriptions and of the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables of the first version."""
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("platform", "team", "channel", "by")),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("at", "timezone", "topics")),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("is_weekly", "has_countdown")),
        sa.Column("paused", sa.String, nullable=False),
        sa.Column("is_told", sa.Boolean, nullable=False),
        sa.Column("next_due_at", sa.BigInteger, index=True),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("subscription", sa.String, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "edition")),
        sa.Column("days", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("state", "reason", "claimed_by", "keys")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("beat", "not_before", "attempts")),
        sa.UniqueConstraint("subscription", "due_at"),
    )
    op.create_index("deliveries_to_do", "deliveries", ["state", "due_at"])
    op.create_table(
        "messages",
        sa.Column("delivery", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("key", "state", "posted_as")),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("card", sa.Text, nullable=False),
    )
    op.create_table(
        "shown",
        sa.Column("subscription", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_table(
        "recaps",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("first_seen_at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop all tables."""
    for table in ("recaps", "shown", "messages", "deliveries", "subscriptions"):
        op.drop_table(table)
