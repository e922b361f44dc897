"""Tails of WARC files that were cut after a crash: told once, in the warcinfo of the next file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from crawler.ledger import Ledger
from storage.warc_files import Repair, repairs_in

_TOLD: Final = "told repairs"


class Repairs:
    """Those of a folder that no warcinfo tells yet: made now, or in a run that a crash kept from saying so."""

    def __init__(self, archive: Path, ledger: Ledger) -> None:
        self._archive = archive
        self._ledger = ledger
        self.untold: tuple[Repair, ...] = ()

    def look(self) -> None:
        told = self._told()
        self.untold = tuple(one for one in repairs_in(self._archive) if str(one) not in told)

    def note_told(self) -> None:
        self._ledger.set_meta(_TOLD, json.dumps([*self._told(), *map(str, self.untold)]))

    def _told(self) -> list[str]:
        told: list[str] = json.loads(self._ledger.meta(_TOLD) or "[]")
        return told
