"""`python -m crawler.demo`: serves the replica until it is told to stop."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from crawler.demo.server import serve
from crawler.demo.truth import as_json
from crawler.errors import ArchiveError, StorageError


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m crawler.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="a free one when left out")
    parser.add_argument("--seed", type=int, default=2014, help="another seed is another site")
    parser.add_argument("--faults", action="store_true", help="with pages that fail: busy once, broken, cut short")
    parser.add_argument("--truth", type=Path, metavar="FILE", help="write what every story says, as JSON")
    options = parser.parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with serve(options.seed, options.port, options.faults) as serving:
            if options.truth:
                _write(options.truth, as_json(serving.site.truth))
            print(serving.url, flush=True)
            stop.wait()
    except ArchiveError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(error.strerror or "cannot be written", path=str(path)) from error


if __name__ == "__main__":
    sys.exit(main())
