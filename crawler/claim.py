"""Taking an archive folder for oneself: made when it is not there, locked against a second process, and ours."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO, Final

from crawler.errors import StorageError, UsageError
from crawler.recovery import is_ours, warc_files
from storage.durable import sync_folder

FOLDERS: Final = ("archive", "state", "records", "logs", "reports")


def claim(directory: Path) -> IO[str]:
    """Make the folder and take its lock: one process at a time writes here. Closing what comes back lets go of it.

    Raises StorageError when nothing can be written here, UsageError when the folder is in use or holds something else.
    """
    try:
        for name in FOLDERS:
            (directory / name).mkdir(parents=True, exist_ok=True)
        sync_folder(directory)
        if not (directory / "state" / "ledger.sqlite").exists():
            _check_ours(directory)
        lock = (directory / "state" / "lock").open("a")
    except OSError as error:
        raise StorageError(
            f"cannot write here ({error.strerror}); give another folder with -d", path=str(directory)
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise UsageError(
            "another process is working in this folder; wait for it to end", path=str(directory)
        ) from error
    return lock


def _check_ours(directory: Path) -> None:
    """A lost ledger is made anew from the WARC files, when they are ours. Raises UsageError when they are not."""
    for path in warc_files(directory):
        if not is_ours(path):
            raise UsageError(
                "no ledger, and this WARC file is none of ours; give another folder with -d", path=str(path)
            )
