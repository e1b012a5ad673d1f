# SPDX-License-Identifier: Apache-2.0
"""What kind of file it is, and whether it may be parsed at all: looked at from outside, before any reader sees it.

Refused: macros, links to other files, data connections, document types, encrypted and damaged files, archives that unpack to
far more than they are. Nothing is unpacked to disk; the paths inside the archive name parts, never files.
"""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
import zlib

import industria

from .problems import Place, refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclasses.dataclass(frozen=True)
class Limits:
    """A workbook beyond them is refused. An office's workbook is far below."""

    file_bytes: int = 128 << 20
    parts: int = 5_000
    part_bytes: int = 256 << 20
    all_bytes: int = 512 << 20
    ratio: int = 200  # unpacked to packed, of parts above `ratio_from` bytes
    ratio_from: int = 4 << 20
    cells: int = 5_000_000  # rows times columns of one sheet
    columns: int = 16_384
    rows: int = 1_048_576


DEFAULT_LIMITS = Limits()


def kind_of(data: bytes, place: Place) -> str:
    """"zip", "xls" or "csv"; refuses what only pretends to be a workbook."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refused("encrypted", place)
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            raise refused("macros", place, "_VBA_PROJECT")
        return "xls"
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta")):
        raise refused("not_a_workbook", place, format="HTML")
    if head.startswith(b"<?xml"):
        raise refused("not_a_workbook", place, format="XML")
    if head.startswith(b"%pdf"):
        raise refused("not_a_workbook", place, format="PDF")
    if head.startswith(b"{\\rtf"):
        raise refused("not_a_workbook", place, format="RTF")
    if not data:
        raise refused("empty_file", place)
    if place.file.lower().endswith((".csv", ".txt", ".tsv")):
        return "csv"
    raise refused("not_a_workbook", place, format="?")


_FORBIDDEN = (
    (re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/|dialogsheets/)|^(basic|scripts)/", re.IGNORECASE), "macros"),
    (re.compile(r"(^|/)(externallinks/|connections\.xml$|querytables/|activex/)", re.IGNORECASE), "external_links"),
)


def parts_of(data: bytes, place: Place, limits: Limits) -> dict[str, bytes]:
    """The XML parts of a workbook by name, all sizes and check sums verified."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_directory(members, place, limits)
            return {member.filename: _unpacked(archive, member, place, limits) for member in members
                    if member.filename.lower().endswith((".xml", ".rels", "mimetype"))}
    except industria.DataError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError) as problem:
        raise refused("damaged", place, reason=_reason(problem)) from None


def _reason(problem: BaseException) -> str:
    return str(problem).splitlines()[0][:120] if str(problem) else type(problem).__name__


def _check_directory(members: list[zipfile.ZipInfo], place: Place, limits: Limits) -> None:
    if len(members) > limits.parts:
        raise refused("too_large", place, size=len(members), limit=limits.parts)
    names: set[str] = set()
    for member in members:
        name = member.filename.replace("\\", "/").lower()
        if name in names:
            raise refused("duplicate_part", place, member.filename)
        names.add(name)
        if member.flag_bits & 1:
            raise refused("encrypted", place)
        for pattern, code in _FORBIDDEN:
            if pattern.search(name) and not member.is_dir():
                raise refused(code, place, member.filename)
        packed = max(member.compress_size, 1)
        if member.file_size > limits.part_bytes or (member.file_size > limits.ratio_from and member.file_size / packed > limits.ratio):
            raise refused("zip_bomb", place, member.filename, size=member.file_size, packed=member.compress_size)
    if sum(member.file_size for member in members) > limits.all_bytes:
        raise refused("too_large", place, size=sum(member.file_size for member in members), limit=limits.all_bytes)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Place, limits: Limits) -> bytes:
    with archive.open(member) as part:
        data = part.read(limits.part_bytes + 1)
    if len(data) != member.file_size:
        raise refused("damaged", place, reason=member.filename)
    return data
