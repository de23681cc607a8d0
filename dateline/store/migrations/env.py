"""Alembic's environment: runs the steps on the connection and in the transaction that the store opened."""

from alembic import context

from dateline.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
