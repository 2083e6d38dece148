"""Make the tables of the workspaces that installed a Slack app: the columns are those of slack_sdk, with longer tokens.

https://github.com/slackapi/python-slack-sdk/blob/main/slack_sdk/oauth/installation_store/sqlalchemy/__init__.py
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "8"
down_revision = "7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "slack_bots",
        *_app_and_workspace(),
        *_bot(),
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("installed_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "slack_installations",
        *_app_and_workspace(),
        sa.Column("enterprise_url", sa.String),
        *_bot(),
        sa.Column("user_id", sa.String, nullable=False),
        sa.Column("user_token", sa.Text),
        sa.Column("user_scopes", sa.String),
        sa.Column("user_refresh_token", sa.Text),
        sa.Column("user_token_expires_at", sa.DateTime),
        sa.Column("incoming_webhook_url", sa.Text),
        sa.Column("incoming_webhook_channel", sa.String),
        sa.Column("incoming_webhook_channel_id", sa.String),
        sa.Column("incoming_webhook_configuration_url", sa.String),
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("token_type", sa.String),
        sa.Column("installed_at", sa.DateTime, nullable=False),
    )
    for table in ("slack_bots", "slack_installations"):
        op.create_index(f"{table}_of_workspace", table, ["client_id", "team_id", "enterprise_id", "installed_at"])
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("expire_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "organizations",
        sa.Column("team", sa.String, primary_key=True),
        sa.Column("organization", sa.String, nullable=False, index=True),
        sa.Column("is_installed_for_all", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("organizations", "slack_oauth_states", "slack_installations", "slack_bots"):
        op.drop_table(table)


def _app_and_workspace() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("client_id", sa.String, nullable=False),
        sa.Column("app_id", sa.String, nullable=False),
        sa.Column("enterprise_id", sa.String),
        sa.Column("enterprise_name", sa.String),
        sa.Column("team_id", sa.String),
        sa.Column("team_name", sa.String),
    ]


def _bot() -> list[sa.Column[Any]]:
    return [
        sa.Column("bot_token", sa.Text),
        sa.Column("bot_id", sa.String),
        sa.Column("bot_user_id", sa.String),
        sa.Column("bot_scopes", sa.String),
        sa.Column("bot_refresh_token", sa.Text),
        sa.Column("bot_token_expires_at", sa.DateTime),
    ]
