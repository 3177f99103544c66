"""Archives as schools put them up: names in GBK, other files beside the report."""

import io
import subprocess
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

_OTHERS = {
    "Thumbs.db": b"\xd0\xcf\x11\xe0 thumbnails",
    "__MACOSX/._a": b"\x00\x05\x16\x07",
    "说明.txt": "解压后请使用办公软件打开。".encode("gb18030"),
}


def zip_gbk(files: Mapping[str, bytes], folder: str = "年度报告") -> bytes:
    """A ZIP as Windows makes it: names in GBK without a flag that says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (_OTHERS | dict(files)).items():
            archive.writestr(_Raw(f"{folder}/{name}"), data)
    return out.getvalue()


class _Raw(zipfile.ZipInfo):
    """A member whose name is written in GBK, without the flag for UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own name
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def seven_zip(files: Mapping[str, bytes], folder: Path) -> bytes:
    """A 7z archive by the 7z program."""
    work = folder / f"seven-{len(list(folder.glob('seven-*')))}"
    work.mkdir(parents=True)
    for name, data in files.items():
        (work / name).write_bytes(data)
    subprocess.run(["7z", "a", "-bd", "-y", "a.7z", *files], cwd=work, check=True, capture_output=True)
    return (work / "a.7z").read_bytes()


def tar_gz(files: Mapping[str, bytes]) -> bytes:
    """A compressed tar with names in UTF-8."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()
