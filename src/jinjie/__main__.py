"""``python -m jinjie``."""

import sys

from jinjie.cli import main

sys.exit(main())
