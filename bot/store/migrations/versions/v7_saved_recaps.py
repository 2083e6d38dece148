"""Make the table of recaps that teams saved for themselves."""

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "saved_recaps",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("team", sa.String, nullable=False, index=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("written_on", sa.String, nullable=False),
        sa.Column("edition", sa.String, nullable=False),
        sa.Column("url", sa.String, nullable=False),
        sqlite_autoincrement=True,  # a number that was used once tells that something changed since
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("saved_recaps")
