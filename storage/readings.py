"""What one page says, as bytes for the ledger's journal: JSON that comes back as the same dataclasses."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from crawler.items import Reading


@cache
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


def dump_reading(reading: Reading) -> bytes:
    return _adapter().dump_json(reading)


def load_reading(data: bytes) -> Reading:
    return _adapter().validate_json(data)
