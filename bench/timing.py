"""Seconds of the processor and of the wall clock, for the benchmarks here."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds: `cpu` of all processor cores together (user and system), `wall` as a person waits."""

    cpu: float = 0.0
    wall: float = 0.0

    @classmethod
    def so_far(cls) -> Used:
        """What this process and its ended children have used; only the difference of two of these says anything."""
        spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return cls(sum(each.ru_utime + each.ru_stime for each in spent), time.monotonic())

    def __add__(self, other: Used) -> Used:
        return Used(self.cpu + other.cpu, self.wall + other.wall)

    def __sub__(self, other: Used) -> Used:
        return Used(self.cpu - other.cpu, self.wall - other.wall)
