# SPDX-License-Identifier: Apache-2.0
"""Charts: a Vega-Lite template filled with the data of one chart, drawn as a static SVG that is safe to inline."""

from __future__ import annotations

import copy
import functools
import json
import pathlib
import re
from xml.etree import ElementTree

import vl_convert

from .views import Chart
from .words import visible

_FOLDER = pathlib.Path(__file__).parent / "charts"
_SVG = "http://www.w3.org/2000/svg"
_MARKS = {"vi": {"decimal": ",", "thousands": "."}, "en": {"decimal": ".", "thousands": ","}}
# What a drawing may hold. Anything else (scripts, links, images, styles) is dropped.
_ELEMENTS = {"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "clipPath", "defs"}
_ATTRIBUTES = {
    "clip-path", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity", "font-family", "font-size", "font-style",
    "font-weight", "height", "id", "opacity", "r", "stroke", "stroke-dasharray", "stroke-dashoffset",
    "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor",
    "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
}


@functools.cache
def _template(name: str) -> dict:
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _filled(node, params: dict):
    """A copy of the template with every string "$name" replaced by that parameter."""
    if isinstance(node, dict):
        return {key: _filled(value, params) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, params) for value in node]
    if isinstance(node, str) and node.startswith("$"):
        return copy.deepcopy(params[node[1:]])
    return node


def _crowd(periods: list[str]) -> dict[str, object]:
    """Which periods are named on the axis, and how large dots are: few of both where there are many periods."""
    step = next(step for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 10**6) if len(periods) <= 8 * step)
    january = next((i for i, period in enumerate(periods) if re.match(r"(1|01)/|.*-(01|M01)$", period)), 0)
    first = january % step if step % 3 == 0 else 0
    dot, ring = (60, 2) if len(periods) <= 20 else (16, 1.2) if len(periods) <= 60 else (3, 1)
    return {"ticks": periods[first::step], "dot": dot, "ring": ring}


def specification(chart: Chart, lang: str) -> dict:
    """The complete Vega-Lite specification of a chart; its data are inline."""
    template = {k: v for k, v in _template(chart.kind).items() if k not in ("$schema", "description")}
    params = {**_MARKS[lang], **_crowd(list(chart.params.get("periods", ()))), **chart.params}  # type: ignore[call-overload]
    data = template.pop("datasets")
    spec = _filled(template, params)
    spec["$schema"] = _template(chart.kind)["$schema"]
    spec["datasets"] = {name: chart.datasets.get(name, rows) for name, rows in data.items()}
    spec["config"] = _filled(_template("config"), params)
    return spec


@functools.lru_cache(maxsize=256)
def _compiled(spec: str) -> str:
    """A Vega-Lite specification without rows as a Vega specification: charts that differ in their rows alone share it."""
    return json.dumps(vl_convert.vegalite_to_vega(spec))


def draw(chart: Chart, lang: str, anchor: str) -> str:
    """The chart as an SVG element with title and description for screen readers; ids begin with `anchor`."""
    spec = specification(chart, lang)
    rows = spec["datasets"]
    spec["datasets"] = {name: [] for name in rows}
    vega = json.loads(_compiled(json.dumps(spec)))
    for data in vega["data"]:
        if data["name"] in rows:
            data["values"] = rows[data["name"]]
    drawn = vl_convert.vega_to_svg(vega, allowed_base_urls=[])
    return clean(drawn, chart.title, chart.description, anchor)


class Drawings:
    """Draws each chart of one report once, under an id of its own; every output takes the same drawing."""

    def __init__(self, lang: str, progress=None) -> None:
        self._lang = lang
        self._progress = progress
        self._drawn: dict[int, tuple[Chart, str]] = {}  # by identity; the chart is kept so that this stays unique

    def __call__(self, chart: Chart) -> str:
        if id(chart) not in self._drawn:
            number = len(self._drawn) + 1
            shown = Chart(chart.kind, visible(chart.title), visible(chart.description), _shown(chart.datasets),
                          _shown(chart.params), chart.key)
            self._drawn[id(chart)] = chart, draw(shown, self._lang, f"chart-{number}")
            if self._progress is not None:
                self._progress(number)
        return self._drawn[id(chart)][1]


def picture(svg: str, scale: float = 2.0) -> bytes:
    """A drawing as PNG, for programs that take no SVG."""
    return vl_convert.svg_to_png(svg, scale=scale)


def _shown(value):
    """The same data with harmless texts."""
    if isinstance(value, dict):
        return {key: _shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shown(item) for item in value]
    return visible(value) if isinstance(value, str) else value


def clean(svg: str, title: str, description: str, anchor: str) -> str:
    """Keeps only drawing elements and attributes, makes ids unique, drops what shows nothing."""
    root = ElementTree.fromstring(svg)
    _clean_node(root, anchor)
    box = root.get("viewBox", "0 0 400 250").split()
    root.attrib = {"xmlns": _SVG, "viewBox": " ".join(box), "width": box[2], "height": box[3], "role": "img",
                   "aria-labelledby": f"{anchor}-title {anchor}-desc"}
    for tag, text in (("desc", description), ("title", title)):
        node = ElementTree.Element(tag, {"id": f"{anchor}-{tag}"})
        node.text = text
        root.insert(0, node)
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def _clean_node(node: ElementTree.Element, anchor: str) -> None:
    node.tag = node.tag.removeprefix("{" + _SVG + "}")
    node.attrib = {k: _local(k, v, anchor) for k, v in node.attrib.items() if k in _ATTRIBUTES}
    node.tail = None
    for child in list(node):
        tag = child.tag.removeprefix("{" + _SVG + "}")
        if tag not in _ELEMENTS or child.get("display") == "none" or child.get("class") == "background":
            node.remove(child)
            continue
        _clean_node(child, anchor)
        if child.tag == "g" and len(child) == 0:
            node.remove(child)


def _local(name: str, value: str, anchor: str) -> str:
    """Ids and the references to them, made unique by the anchor."""
    if name == "id":
        return f"{anchor}-{value}"
    if value.startswith("url("):
        return value.replace("url(#", f"url(#{anchor}-") if value.startswith("url(#") else "none"
    return value
