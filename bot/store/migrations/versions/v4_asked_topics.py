"""Create the table that counts the topics looked up in a channel, without who asked."""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "asked_topics",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("topic", sa.String, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("asked_topics")
