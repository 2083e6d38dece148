"""Create the table of events that were already answered."""

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "seen_events",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("seen_at", sa.BigInteger, nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("seen_events")
