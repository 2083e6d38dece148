"""Run migrations on the connection that the store has opened; Alembic loads this file by name."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
