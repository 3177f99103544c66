"""what each site run looked at and why, and what it learned of the hosts.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

COLUMNS = (
    ("trail", "pages looked at, why, what came of it, where it stopped / 访问路径"),
    ("hosts", "what was learned of hosts: TLS, certificate, pace / 主机情况"),
)


def upgrade() -> None:
    with op.batch_alter_table("site_run") as batch_op:
        for name, comment in COLUMNS:
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=True, comment=comment))


def downgrade() -> None:
    with op.batch_alter_table("site_run") as batch_op:
        for name, _ in COLUMNS:
            batch_op.drop_column(name)
