"""How large pictures are shown: widths and heights in square pixels, as whole numbers."""

from collections.abc import Sequence
from fractions import Fraction


def fitted(size: tuple[int, int], *, width: int, height: int, multiple: int = 1) -> tuple[int, int]:
    """`size` shrunk, never grown, to lie within `width` by `height`, each side a `multiple` of something."""
    scale = min(Fraction(1), Fraction(width, size[0]), Fraction(height, size[1]))
    return rounded(size[0] * scale, multiple), rounded(size[1] * scale, multiple)


def common_size(sizes: Sequence[tuple[int, int]], *, lines: int) -> tuple[int, int]:
    """A canvas for pictures of all `sizes`, of at most `lines` lines, 16:9; on its side only where all of them are."""
    is_upright = all(width < height for width, height in sizes)
    long_side = lines * 16 // 9
    width, height = (lines, long_side) if is_upright else (long_side, lines)
    small = [fitted(size, width=width, height=height, multiple=2) for size in sizes]
    return max(width for width, _ in small), max(height for _, height in small)


def rounded(length: Fraction | int, multiple: int) -> int:
    """The nearest `multiple` of something, and at least one of it."""
    return max(multiple, round(Fraction(length) / multiple) * multiple)
