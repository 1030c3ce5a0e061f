"""Writes the messages as TypeScript: `python -m vignette.web.wire > timeline/src/wire.ts`."""

import sys

from vignette.web.typescript import written
from vignette.web.wire import coding, live, reel, studio

MESSAGES = (*studio.MESSAGES, *reel.MESSAGES, *live.MESSAGES, *coding.MESSAGES)

if __name__ == "__main__":
    sys.stdout.write(written(MESSAGES))
