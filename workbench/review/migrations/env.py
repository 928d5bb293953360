"""Run the migrations on the connection that :func:`workbench.review.database.migrate` gives."""

from alembic import context

from workbench.review.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
)
context.run_migrations()
