"""What the first bytes of a file say it is. Pure."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word, Excel and PowerPoint before 2007, and encrypted ones since
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"

# What is neither text nor one of ours: programs, archives, other pictures. Named only to tell a table from them.
OTHERS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh9", b"\xfd7zXZ",
    b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*", b"{\\rtf",
)  # fmt: skip


def seems(head: bytes) -> str:
    """`pdf`, `png`, `jpeg`, `zip`, `ole`, `other`, or `text` for what has no sign of its own."""
    for name, sign in (("ole", OLE), ("zip", ZIP), ("pdf", PDF), ("png", PNG), ("jpeg", JPEG)):
        if head.startswith(sign):
            return name
    return "other" if head.startswith(OTHERS) else "text"
