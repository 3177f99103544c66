"""how each portal is known, and every search for one.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("portal") as batch_op:
        batch_op.add_column(
            sa.Column(
                "annual_report_list_url",
                sa.String(),
                nullable=True,
                comment="its column of annual reports / 年度报告栏目",
            )
        )
        batch_op.add_column(
            sa.Column(
                "derived",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
                comment="an address that nobody linked / 网址系推得",
            )
        )
        batch_op.add_column(sa.Column("evidence", sa.JSON(), nullable=True, comment="how it is known / 依据"))
    op.create_table(
        "portal_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crawl_run_id", sa.Integer(), nullable=False, comment="run / 运行"),
        sa.Column("institution_code", sa.String(length=10), nullable=False, comment="school / 学校"),
        sa.Column("outcome", sa.String(), nullable=False, comment="how it ended / 结果"),
        sa.Column("detail", sa.String(), nullable=True, comment="why, in a few words / 说明"),
        sa.Column("portal_url", sa.String(), nullable=True, comment="what was found / 找到的网址"),
        sa.Column(
            "requests", sa.Integer(), nullable=False, comment="requests sent, robots.txt included / 请求数"
        ),
        sa.Column(
            "tried",
            sa.JSON(),
            nullable=False,
            comment="{url, text, why, on, kind, reason, title, signs} / 候选网址及判断",
        ),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=False, comment="when / 时间"),
        sa.ForeignKeyConstraint(
            ["crawl_run_id"], ["crawl_run.id"], name=op.f("fk_portal_search_crawl_run_id_crawl_run")
        ),
        sa.ForeignKeyConstraint(
            ["institution_code"],
            ["institution.code"],
            name=op.f("fk_portal_search_institution_code_institution"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portal_search")),
    )
    with op.batch_alter_table("portal_search") as batch_op:
        for column in ("crawl_run_id", "institution_code"):
            batch_op.create_index(batch_op.f(f"ix_portal_search_{column}"), [column], unique=False)


def downgrade() -> None:
    op.drop_table("portal_search")
    with op.batch_alter_table("portal") as batch_op:
        for name in ("evidence", "derived", "annual_report_list_url"):
            batch_op.drop_column(name)
