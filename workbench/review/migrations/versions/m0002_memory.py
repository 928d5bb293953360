"""The translation memory and its index."""

import sqlalchemy as sa
from alembic import op

revision = "0002_memory"
down_revision = "0001_projects"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "memory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory")),
        sa.UniqueConstraint("name", name=op.f("uq_memory_name")),
        sa.UniqueConstraint("project_id", name=op.f("uq_memory_project_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "memory_unit",
        sa.Column("id", _BIG, autoincrement=False, nullable=False),
        sa.Column("memory_id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("creator", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["memory_id"],
            ["memory.id"],
            name=op.f("fk_memory_unit_memory_id_memory"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_unit")),
    )
    op.create_index("ix_memory_unit_memory_id", "memory_unit", ["memory_id"])
    op.create_index(
        "ix_memory_unit_row_id",
        "memory_unit",
        ["row_id"],
        unique=True,
        sqlite_where=sa.text("row_id IS NOT NULL"),
        postgresql_where=sa.text("row_id IS NOT NULL"),
    )
    op.create_table(
        "memory_recent",
        sa.Column("unit_id", _BIG, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_memory_recent")),
    )
    _create_index_tables()


def downgrade() -> None:
    """Take it back."""
    for name in ("page", "segment", "state", "recent", "unit"):
        op.drop_table(f"memory_{name}")
    op.drop_table("memory")


def _create_index_tables() -> None:
    op.create_table(
        "memory_segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("directory", sa.LargeBinary(), nullable=False),
        sa.Column("lengths", sa.LargeBinary(), nullable=False),
        sa.Column("units", sa.LargeBinary(), nullable=False),
        sa.Column("vocabulary", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_segment")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "memory_page",
        sa.Column("id", _BIG, autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_page")),
    )
    state = op.create_table(
        "memory_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_unit", _BIG, nullable=False),
        sa.Column("generation", _BIG, nullable=False),
        sa.Column("analysis", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memory_state")),
    )
    op.bulk_insert(state, [{"id": 1, "next_unit": 1, "generation": 1, "analysis": 1}])
