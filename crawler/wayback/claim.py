"""One run at a time asks one archive: its budget is for all the work of an account, not for each folder."""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
from pathlib import Path
from typing import IO

from crawler.errors import StorageError, UsageError


def claim_server(name: str, folder: Path | None = None) -> IO[str]:
    """Hold the archive of this name until the file is closed or the process ends. Raises UsageError when another run
    holds it."""
    safe = re.sub(r"[^\w.-]", "_", name)
    path = (folder or Path(tempfile.gettempdir())) / f"gsn-archive-{os.getuid()}-{safe}.lock"
    try:
        # In a folder for everybody, what somebody else has put there under this name is not followed.
        lock = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+")
    except OSError as error:
        reason = f"cannot write here ({error.strerror}); set TMPDIR to another folder"
        raise StorageError(reason, path=str(path)) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise UsageError(f"another run is asking {name}, and the budget is for both; wait for it to end") from error
    return lock
