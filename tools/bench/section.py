"""What a part of the project says of itself in BENCHMARKS.md."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Plot:
    """A box plot: for each name the values of all rounds. `file` is its name among the plots."""

    file: str
    title: str
    boxes: dict


@dataclass(frozen=True)
class Section:
    """Lines of Markdown below a heading, and plots after them."""

    heading: str
    lines: list
    plots: list = field(default_factory=list)
