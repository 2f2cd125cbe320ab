"""Draws box plots as SVG with pygal, from JSON on its input. Runs in an environment of its own: tools/venv plots."""

import json
import re
import sys
from pathlib import Path

import pygal
from pygal.style import CleanStyle

SCRIPT = re.compile("<script.*?</script>", re.DOTALL)


def main():
    """Draw every plot that is asked for."""
    for plot in json.load(sys.stdin):
        Path(plot["file"]).write_text(svg(plot), encoding="utf-8")


def svg(plot):
    """Return a box for each name; whiskers end at the farthest values."""
    chart = pygal.Box(
        box_mode="extremes",
        title=plot["title"],
        style=CleanStyle(background="white", plot_background="white", title_font_size=20),
        width=1000,
        height=560,
        js=(),
        legend_at_bottom=True,
        legend_at_bottom_columns=3,
        truncate_legend=-1,
        min_scale=4,
        include_x_axis=True,
        value_formatter=lambda value: f"{value:.2f}" if value < 10 else f"{value:.0f}",
    )
    chart.uuid = "plot"  # ids in the file are made from it: the same figures give the same file
    for name, values in plot["boxes"].items():
        chart.add(name, values)
    return SCRIPT.sub("", chart.render(is_unicode=True)) + "\n"


if __name__ == "__main__":
    main()
