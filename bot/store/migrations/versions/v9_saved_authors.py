"""Keep who wrote a saved message, so that it can go when its author deletes it."""

import sqlalchemy as sa
from alembic import op

revision = "9"
down_revision = "8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what was saved before, the author is not known."""
    op.add_column("saved_recaps", sa.Column("author", sa.String, nullable=False, server_default=""))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("saved_recaps", "author")
