"""The steps from an older record to this program's, run by Alembic when a record is opened."""
