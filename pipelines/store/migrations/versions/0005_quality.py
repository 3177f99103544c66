"""how well each document was read, the files within it, the pictures that are its pages.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COMMENTS = {
    "quality": "share of its characters that were read with certainty, 0 to 1 / 文字可信度（0至1）",
    "readings": "[how it was read, where it begins in the text], a page each / 各页读法及其在正文中的起点",
    "confidence": "[start, end, 0 to 1] of what was read from pictures / 识别文字的置信度",
    "chosen": "member that its text begins with / 正文取自的成员文件",
}


def upgrade() -> None:
    with op.batch_alter_table("extraction") as batch_op:
        batch_op.add_column(sa.Column("quality", sa.Float(), nullable=True, comment=COMMENTS["quality"]))
        for name in ("readings", "confidence"):
            batch_op.add_column(
                sa.Column(name, sa.JSON(), nullable=False, server_default="[]", comment=COMMENTS[name])
            )
        batch_op.add_column(sa.Column("chosen", sa.String(), nullable=True, comment=COMMENTS["chosen"]))
    op.create_table(
        "member",
        sa.Column("document_sha256", sa.String(length=64), nullable=False, comment="document / 文件"),
        sa.Column("extractor_version", sa.String(), nullable=False, comment="extractor / 提取器版本"),
        sa.Column(
            "position", sa.Integer(), nullable=False, comment="order from 1, the likeliest first / 次序"
        ),
        sa.Column("name", sa.String(), nullable=False, comment="its name with folders / 文件名（含目录）"),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes / 字节数"),
        sa.Column(
            "sha256",
            sa.String(length=64),
            nullable=True,
            comment="hash of its bytes; null where not unpacked / 内容哈希",
        ),
        sa.Column("format", sa.String(), nullable=True, comment="what its bytes are / 格式"),
        sa.Column("outcome", sa.String(), nullable=False, comment="read, or why not / 结果"),
        sa.Column(
            "start",
            sa.Integer(),
            nullable=True,
            comment="where it begins in the text; null where it is beside it / 在正文中的起点",
        ),
        sa.Column(
            "end", sa.Integer(), nullable=True, comment="where it ends, exclusive / 在正文中的终点（不含）"
        ),
        sa.ForeignKeyConstraint(
            ["document_sha256", "extractor_version"],
            ["extraction.document_sha256", "extraction.extractor_version"],
            name=op.f("fk_member_document_sha256_extraction"),
        ),
        sa.PrimaryKeyConstraint("document_sha256", "extractor_version", "position", name=op.f("pk_member")),
    )
    op.create_table(
        "page_picture",
        sa.Column("rendition_id", sa.Integer(), nullable=False, comment="rendition / 版本"),
        sa.Column("page", sa.Integer(), nullable=False, comment="page of the report, from 1 / 页码"),
        sa.Column(
            "url", sa.String(), nullable=True, comment="address; null where the page itself holds it / 网址"
        ),
        sa.Column("sha256", sa.String(length=64), nullable=True, comment="hash of its bytes / 内容哈希"),
        sa.Column(
            "outcome",
            sa.String(),
            nullable=False,
            comment="read: it is in the document; or why not / 结果",
        ),
        sa.Column("detail", sa.String(), nullable=True, comment="why, in a few words / 说明"),
        sa.ForeignKeyConstraint(
            ["rendition_id"], ["rendition.id"], name=op.f("fk_page_picture_rendition_id_rendition")
        ),
        sa.PrimaryKeyConstraint("rendition_id", "page", name=op.f("pk_page_picture")),
    )
    for table in ("member", "page_picture"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_sha256"), ["sha256"], unique=False)


def downgrade() -> None:
    op.drop_table("page_picture")
    op.drop_table("member")
    with op.batch_alter_table("extraction") as batch_op:
        for name in reversed(COMMENTS):
            batch_op.drop_column(name)
