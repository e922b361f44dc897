"""Long work in short steps: a million lines of a listing take half a minute, in which other answers want to be heard.

What works in steps is a generator that yields between two of them. Between them others may use the ledger, and make it
durable: a step leaves nothing half done that the next run would take for done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from typing import Final, TypeVar

Result = TypeVar("Result")
Steps = Generator[None, None, Result]

# Of lines, or of pages to choose from: some hundredths of a second.
A_STEP: Final = 500


def at_once(steps: Steps[Result]) -> Result:
    """All steps, and what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result


async def between_others(steps: Steps[Result], pause: Callable[[], None]) -> Result:
    """The same, with a turn for everybody else after each step; `pause` is called there."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        pause()
        await asyncio.sleep(0)
