"""Create the table of who is notified when a lookup has an answer."""

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "watches",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("team", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("words", sa.String, primary_key=True),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("watches")
