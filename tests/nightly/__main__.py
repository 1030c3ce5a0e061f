"""Thousands of damaged films through the reader: `python -m tests.nightly 10000`.

Prints how many ended how. The exit status is 1 where one ended in a mistake of ours or kept the reader busy for ever;
where a library was brought down by one, the reader's process caught it. `mutant(number, seeds(folder))` makes it again.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.nightly.mutations import ended


def main(count: int) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        all_ended = list(ended(range(count), Path(folder)))
    table = Counter(each.outcome for each in all_ended)
    for outcome, films in table.most_common():
        sys.stdout.write(f"{films:7}  {outcome}\n")
    sys.stdout.write(f"{count:7}  films in {time.monotonic() - began:.0f} s\n")
    for each in all_ended:
        if not each.is_fine or each.brought_down_the_reader:
            sys.stdout.write(f"number {each.number} ({each.damage}): {each.outcome}\n")
    return 0 if all(each.is_fine for each in all_ended) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
