"""Checking a pack against the market's own log and keys, beyond what its own `verify.py` can."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from marketplace.audit.models import Seal
from marketplace.core.errors import Invalid
from marketplace.keys.queries import verify
from marketplace.reporting.data.verify import faults

UNPACKED_MOST = 1 << 30
FILES_MOST = 20_000


def faults_of(content: bytes) -> list[str]:
    """What does not hold of a ZIP, in words; nothing of an intact pack. Raises Invalid for what is no pack."""
    files = unpacked(content)
    try:
        return [*faults(files), *_signature(files), *_chain(files)]
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Invalid(fields={"file": [_("这不是一份完整的证据包。")]}) from None


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP of a size that can be held. Raises Invalid."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > FILES_MOST or sum(entry.file_size for entry in entries) > UNPACKED_MOST:
                raise Invalid(fields={"file": [_("证据包过大。")]})
            return {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise Invalid(fields={"file": [_("这不是一个可以打开的 ZIP 文件。")]}) from None


def _signature(files: Mapping[str, bytes]) -> Iterator[str]:
    manifest = json.loads(files["manifest.json"])
    try:
        signed = verify(files["manifest.jws"].decode())
    except Invalid:
        yield _("签名无效，或不是本市场签发。")
        return
    digest = hashlib.sha256(files["manifest.json"]).hexdigest()
    same = {"pack": manifest["pack"], "head_seq": manifest["head_seq"], "head": manifest["head"]}
    if signed != same | {"manifest_sha256": digest}:
        yield _("所签内容与 manifest.json 不符。")


def _chain(files: Mapping[str, bytes]) -> Iterator[str]:
    lines = [json.loads(text) for text in files["log/lines.jsonl"].decode().splitlines()]
    manifest = json.loads(files["manifest.json"])
    told = {int(line["seq"]): str(line["hash"]) for line in lines} | {int(manifest["head_seq"]): str(manifest["head"])}
    kept = {seq: bytes(one).hex() for seq, one in Seal.objects.filter(seq__in=told).values_list("seq", "hash")}
    for seq, digest in sorted(told.items()):
        if kept.get(seq) != digest:
            yield _("日志第 {seq} 行与本市场的日志链不符。").format(seq=seq)
