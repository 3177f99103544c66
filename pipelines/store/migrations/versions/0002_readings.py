"""evidence of points and inventory rows, subheadings, links, parses that took another's place.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

OFFSETS = (
    ("start", "where it begins in the text / 在正文中的起点"),
    ("end", "where it ends, exclusive / 在正文中的终点（不含）"),
)


def upgrade() -> None:
    for table in ("point", "inventory_item"):
        with op.batch_alter_table(table) as batch_op:
            for name, comment in OFFSETS:
                batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True, comment=comment))
    with op.batch_alter_table("section") as batch_op:
        batch_op.add_column(
            sa.Column(
                "subheadings",
                sa.JSON(),
                nullable=False,
                server_default="[]",
                comment="tree of {ordinal, heading, start, end, children} / 下级标题",
            )
        )
    with op.batch_alter_table("extraction") as batch_op:
        batch_op.add_column(
            sa.Column(
                "links",
                sa.JSON(),
                nullable=False,
                server_default="[]",
                comment="[start, end, address] of what links in its text / 正文中的链接",
            )
        )
    op.create_table(
        "reparse_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "parser_version",
            sa.String(),
            nullable=False,
            comment="version+vocabulary of the parser / 解析器版本+词表",
        ),
        sa.Column(
            "institution_code",
            sa.String(length=10),
            nullable=True,
            comment="the one school that was asked for / 限定学校",
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="start / 开始时间"),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="end; null where it was stopped / 结束时间",
        ),
        sa.ForeignKeyConstraint(
            ["institution_code"],
            ["institution.code"],
            name=op.f("fk_reparse_run_institution_code_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reparse_run")),
    )
    op.create_table(
        "reparsed",
        sa.Column("run_id", sa.Integer(), nullable=False, comment="run / 运行"),
        sa.Column("earlier_id", sa.Integer(), nullable=False, comment="the earlier parse / 原解析"),
        sa.Column("parse_id", sa.Integer(), nullable=False, comment="the parse in its place / 新解析"),
        sa.Column(
            "changes",
            sa.JSON(),
            nullable=False,
            comment="{field, change, before, after}; empty where none / 变化",
        ),
        sa.ForeignKeyConstraint(["run_id"], ["reparse_run.id"], name=op.f("fk_reparsed_run_id_reparse_run")),
        sa.ForeignKeyConstraint(["earlier_id"], ["parse.id"], name=op.f("fk_reparsed_earlier_id_parse")),
        sa.ForeignKeyConstraint(["parse_id"], ["parse.id"], name=op.f("fk_reparsed_parse_id_parse")),
        sa.PrimaryKeyConstraint("run_id", "earlier_id", name=op.f("pk_reparsed")),
    )
    with op.batch_alter_table("reparsed") as batch_op:
        batch_op.create_index(batch_op.f("ix_reparsed_parse_id"), ["parse_id"], unique=False)


def downgrade() -> None:
    op.drop_table("reparsed")
    op.drop_table("reparse_run")
    for table, names in (
        ("extraction", ("links",)),
        ("section", ("subheadings",)),
        ("inventory_item", ("start", "end")),
        ("point", ("start", "end")),
    ):
        with op.batch_alter_table(table) as batch_op:
            for name in names:
                batch_op.drop_column(name)
