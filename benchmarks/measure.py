"""Measuring: ways interleaved in one run, medians, and a table against targets.

Times differ between machines and hours by a factor of two and more; the ratio of two ways that take turns
in one run does not. So each ratio is the median of the ratios of single rounds.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table.

    Attributes:
        name: What was measured.
        value: The ratio, the seconds or the exponent.
        target: The most it should be.
        unit: "x" for a ratio, "s" for seconds, "" for a bare number.
        detail: The times behind the value.
    """

    name: str
    value: float
    target: float
    unit: str
    detail: str

    @property
    def met(self) -> bool:
        """Whether the value is within its target."""
        return self.value <= self.target


def interleave(ways: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Let ways take turns.

    Args:
        ways: Each does its work once and returns how long that took, in seconds.
        rounds: How often each has its turn; the order changes from round to round.

    Returns:
        The times of each way, by round.
    """
    times: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways)
    for _ in range(rounds):
        for name in order:
            times[name].append(ways[name]())
        order.reverse()
    return times


def ratio(times: Mapping[str, Sequence[float]], way: str, floor: str) -> float:
    """Return the median over the rounds of one way's time divided by another's."""
    return statistics.median(a / b for a, b in zip(times[way], times[floor], strict=True))


def describe(times: Mapping[str, Sequence[float]]) -> str:
    """Return the median time of each way in milliseconds, as text."""
    return ", ".join(f"{name} {statistics.median(values) * 1000:.3g} ms" for name, values in times.items())


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> Callable[[], float]:
    """Return a way that does the work once and returns the seconds it took.

    Args:
        work: What is measured.
        clock: Tells seconds; `time.process_time` leaves out waiting for the disk and for other programs.
    """

    def way() -> float:
        start = clock()
        work()
        return clock() - start

    return way


def command(arguments: Sequence[str | Path], variables: Mapping[str, str]) -> Callable[[], float]:
    """Return a way that runs a command to its end, from process start to process end.

    Args:
        arguments: Program and arguments.
        variables: Environment variables beside those that are set already.
    """
    environment = {**os.environ, **variables}
    # Compiled modules are kept, as on any machine where the app was started before.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run() -> None:
        subprocess.run(
            [str(argument) for argument in arguments],
            env=environment,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    return timed(run)


def growth(small: tuple[float, float], large: tuple[float, float]) -> float:
    """Return the exponent b of time = a · size^b through two points.

    Args:
        small: Size and time of the smaller piece of work.
        large: Size and time of the larger one.
    """
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def table(results: Sequence[Result]) -> str:
    """Return the results as lines: name, value, target, whether it is met, and the times behind it."""
    width = max(len(result.name) for result in results)
    lines = [f"{'':{width}}  {'value':>8}  {'target':>8}"]
    for result in results:
        value, target = (
            f"{result.value:.2f} {result.unit}".strip(),
            f"{result.target:g} {result.unit}".strip(),
        )
        verdict = "" if result.met else "  over"
        lines.append(f"{result.name:{width}}  {value:>8}  {target:>8}{verdict:6}  {result.detail}")
    return "\n".join(lines)
