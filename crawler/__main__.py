"""`python -m crawler` is the command `gsn-archive`."""

import sys

from crawler.cli import main

sys.exit(main())
