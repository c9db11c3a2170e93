"""The changes of the tables since there are migrations, in the form that Alembic reads."""
