"""Drawings for the page of a report: SVG as text, coloured by the classes that the page's style sheet defines."""

import math
from html import escape

from .compare import span

# How many operators stand beside each other in the drawing of the graph.
COLUMNS = 36


def state(row):
    """What a row is drawn as."""
    if row is None:
        return "unseen"
    if not row.same:
        return "differs"
    return "near" if row.tally.unequal else "same"


def told(row):
    """What is shown when the pointer rests on a tensor."""
    text = f"op {row.op.index}: {row.op.name}\ntensor {row.tensor.index}: {row.tensor.name}\n"
    if row.problem:
        return text + row.problem
    tally = row.tally
    if not tally.unequal:
        return text + f"all {tally.elements:,} elements equal"
    largest = "NaN" if tally.unordered else f"{tally.largest:,} {row.unit}"
    text += f"{tally.unequal:,} of {tally.elements:,} elements not equal, by up to {largest}"
    return text + (f"\n{tally.differing:,} beyond the tolerance" if tally.differing != tally.unequal else "")


def title(text):
    return f"<title>{escape(text)}</title>"


def svg(width, height, body, label, **more):
    """A drawing of this size, in pixels, no wider than its place."""
    other = "".join(f' {key}="{value}"' for key, value in more.items())
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}" role="img" '
        f'aria-label="{escape(label)}"{other}>{body}</svg>'
    )


def along_the_graph(rows):
    """Two bars for each tensor in the order of the graph: the part of its elements that is not equal, and the largest
    difference; both on logarithmic scales."""
    left, right, top, height, gap = 74, 14, 14, 150, 38
    width = max(1100, left + right + 5 * len(rows))
    step = (width - left - right) / max(1, len(rows))
    body = []
    least = min([row.tally.unequal / row.tally.elements for row in rows if row.tally.unequal] + [1e-3])
    floor = math.floor(math.log10(least)) - 0.3
    ticks = [(power, f"{100 * 10.0**power:g} %") for power in range(math.ceil(floor), 1)]

    def share(row):
        part = 1.0 if row.problem else row.tally.unequal / max(1, row.tally.elements)
        return math.log10(part) if part else None

    body += panel(rows, top, height, left, width - right, step, floor, 0.0, ticks, share, "elements not equal")
    most = max([row.tally.largest for row in rows if not row.tally.unordered] + [1])
    highest = max(4, math.ceil(math.log2(most + 1)))
    stride = max(1, math.ceil(highest / 6))
    ticks = [(power, f"{2**power:,}" if power < 17 else f"2^{power}") for power in range(0, highest + 1, stride)]

    def largest(row):
        if row.problem or row.tally.unordered:
            return highest
        return math.log2(row.tally.largest) if row.tally.largest else None

    second = top + height + gap
    body += panel(
        rows,
        second,
        height,
        left,
        width - right,
        step,
        -0.5,
        highest,
        ticks,
        largest,
        "largest difference, quanta or ULP",
    )
    base = second + height
    stride = max(1, math.ceil(len(rows) / 24))
    for place in range(0, len(rows), stride):
        x = left + (place + 0.5) * step
        body.append(
            f'<text class="tick" x="{x:.1f}" y="{base + 17}" text-anchor="middle">{rows[place].op.index}</text>'
        )
    body.append(f'<text class="axis" x="{(left + width) / 2:.0f}" y="{base + 35}" text-anchor="middle">operator</text>')
    return svg(width, base + 44, "".join(body), "differences along the graph")


def panel(rows, top, height, left, right, step, low, high, ticks, value, label):
    """One of the two plots."""
    body = [f'<text class="axis" x="{left}" y="{top - 3}">{escape(label)}</text>']
    scale = height / (high - low)
    for power, text in ticks:
        y = top + (high - power) * scale
        body.append(
            f'<line class="grid" x1="{left}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="tick" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{text}</text>'
        )
    base = top + height
    for place, row in enumerate(rows):
        x, drawn = left + place * step, value(row)
        bar = max(1.0, step * 0.72)
        if drawn is None:
            shape = (
                f'<rect class="{state(row)} faint" x="{x + (step - bar) / 2:.2f}" y="{base - 2}" '
                f'width="{bar:.2f}" height="2"/>'
            )
        else:
            tall = max(2.0, (drawn - low) * scale)
            shape = (
                f'<rect class="{state(row)}" x="{x + (step - bar) / 2:.2f}" y="{base - tall:.2f}" '
                f'width="{bar:.2f}" height="{tall:.2f}" rx="1"/>'
            )
        # The whole column answers to the pointer, not only a bar of two pixels.
        body.append(
            f'<g class="hit">{title(told(row))}<rect class="column" x="{x:.2f}" y="{top}" width="{step:.2f}" '
            f'height="{height}"/>{shape}</g>'
        )
    body.append(f'<line class="base" x1="{left}" x2="{right}" y1="{base}" y2="{base}"/>')
    return body


def histogram(row, width=560, bar=22):
    """The groups of one tensor's differences, as horizontal bars on a logarithmic scale."""
    groups = sorted(row.tally.histogram.items())
    label, number = 150, 110
    most = math.log10(max(count for _, count in groups) + 1) if groups else 1
    body = []
    for place, (group, count) in enumerate(groups):
        y = place * bar
        long = (width - label - number) * math.log10(count + 1) / most
        kind = "same" if group == 0 else state(row)
        percent = 100 * count / max(1, row.tally.elements)
        body.append(
            f'<text class="tick" x="{label - 10}" y="{y + 15}" text-anchor="end">{span(group)} {row.unit}</text>'
            f'<rect class="{kind}" x="{label}" y="{y + 3}" width="{long:.1f}" height="{bar - 7}" rx="2"/>'
            f'<text class="tick" x="{label + long + 7:.1f}" y="{y + 15}">{count:,} ({percent:.3g} %)</text>'
        )
    return svg(width, max(bar, bar * len(groups)), "".join(body), "histogram of differences")


def sparkline(row, width=132, height=26):
    """A histogram as small as a word: groups of differences from the most negative to the most positive."""
    groups = row.tally.histogram
    reach = max([abs(group) for group in groups] + [3])
    step = width / (2 * reach + 1)
    most = math.log10(max(groups.values(), default=1) + 1)
    body = [f'<line class="base" x1="0" x2="{width}" y1="{height - 1}" y2="{height - 1}"/>']
    for group, count in groups.items():
        tall = (height - 3) * math.log10(count + 1) / most
        kind = "same" if group == 0 else state(row)
        body.append(
            f'<rect class="{kind}" x="{(group + reach) * step + 0.4:.2f}" y="{height - 1 - tall:.2f}" '
            f'width="{max(1.0, step - 0.8):.2f}" height="{tall:.2f}"><title>{span(group)} {row.unit}: {count:,}'
            f"</title></rect>"
        )
    return svg(width, height, "".join(body), "histogram")


def graph_map(graph, rows):
    """Every operator as a box coloured by the worst of its results, in lines that are read like text. Branches stand
    below each other; an edge that leaves its line is drawn to the line's end only."""
    by_tensor = {row.tensor.index: row for row in rows}
    places = layout(graph)
    size, down, left = 30, 26, 10
    lanes = {}
    for line, _, lane in places.values():
        lanes[line] = max(lanes.get(line, 0), lane + 1)
    tops, top = {}, 20
    for line in sorted(lanes):
        tops[line] = top
        top += lanes[line] * down + 24

    def centre(op):
        line, column, lane = places[op]
        return left + column * size + size / 2, tops[line] + lane * down + 10

    edges, boxes = [], []
    for op in graph.operators:
        for tensor in dict.fromkeys(op.inputs):
            writer = graph.writers.get(tensor)
            if writer is not None and writer.index != op.index:
                edges.append(
                    edge(
                        centre(writer.index),
                        centre(op.index),
                        places[writer.index][0] == places[op.index][0],
                        state(by_tensor.get(tensor)),
                    )
                )
        found = [by_tensor.get(tensor) for tensor in op.outputs]
        worst = max((state(row) for row in found), key=["unseen", "same", "near", "differs"].index, default="unseen")
        x, y = centre(op.index)
        text = "\n".join(told(row) for row in found if row) or f"op {op.index}: {op.name}\nnot compared"
        boxes.append(
            f'<g class="hit">{title(text)}<rect class="{worst}" x="{x - 10}" y="{y - 9}" width="20" height="18" '
            f'rx="4"/><text class="glyph" x="{x}" y="{y + 3.5}" text-anchor="middle">{glyph(op.name)}</text></g>'
        )
    for line, top_of_line in tops.items():
        first = min(op for op, place in places.items() if place[0] == line)
        edges.append(f'<text class="tick" x="{left}" y="{top_of_line - 5}">op {first}</text>')
    return svg(left * 2 + COLUMNS * size, top, "".join(edges + boxes), "the operators of the graph")


def layout(graph):
    """The line, column and lane of every operator: an operator stands after all that it reads."""
    depth, taken, places = {}, {}, {}
    for op in graph.operators:
        before = [graph.writers[tensor].index for tensor in op.inputs if tensor in graph.writers]
        at = max([depth[writer] + 1 for writer in before if writer in depth] + [0])
        depth[op.index] = at
        lane = taken.get(at, 0)
        taken[at] = lane + 1
        places[op.index] = (at // COLUMNS, at % COLUMNS, lane)
    return places


def edge(start, end, same_line, kind):
    """A line from one operator to another."""
    (x, y), (u, v) = start, end
    if not same_line:
        return f'<path class="edge {kind}" d="M{x + 10} {y}h6"/><path class="edge {kind}" d="M{u - 16} {v}h6"/>'
    if y == v and u - x > 31:
        # Over the operators between.
        return f'<path class="edge {kind}" d="M{x + 10} {y}C{x + 18} {y - 19} {u - 18} {v - 19} {u - 10} {v}"/>'
    middle = (x + u) / 2
    return f'<path class="edge {kind}" d="M{x + 10} {y}C{middle} {y} {middle} {v} {u - 10} {v}"/>'


def glyph(name):
    """An operator in two letters."""
    words = [word for word in name.replace("TFLite", "").split("_") if word and not word.isdigit()]
    letters = "".join(word[0] for word in words) if len(words) > 1 else name[:2]
    return escape(letters[:2].upper())


def neighbourhood(graph, row, neighbours):
    """The operator of a row between what it reads and what reads its result."""
    readers = graph.readers.get(row.tensor.index, [])[:6]
    reads = neighbours[:8]
    high = 40
    rows_high = max(len(reads), len(readers), 1)
    height = rows_high * high + 12
    middle = height / 2
    states = {"same": "same", "differs": "differs"}
    body = []
    for place, one in enumerate(reads):
        y = (place + 0.5 + (rows_high - len(reads)) / 2) * high + 6
        kind = states.get(one["state"], "unseen")
        origin = one.get("op", "").replace("(", "").replace(")", "")
        body.append(
            box(
                6,
                y,
                250,
                f"{one['tensor']}  {one['type']}",
                f"{one['state']}{', ' + origin if origin else ''}",
                kind,
                one["name"],
            )
        )
        body.append(f'<path class="edge" d="M256 {y}C290 {y} 290 {middle} 322 {middle}"/>')
    body.append(
        box(
            322,
            middle,
            230,
            f"op {row.op.index}  {row.op.name}",
            f"of {len(graph.operators)} operators",
            "operator",
            row.op.name,
        )
    )
    body.append(f'<path class="edge differs" d="M552 {middle}h44"/>')
    body.append(
        box(
            596,
            middle,
            190,
            f"{row.tensor.index}  {row.tensor.dtype}",
            "the first that differs",
            "differs",
            row.tensor.name,
        )
    )
    for place, op in enumerate(readers):
        y = (place + 0.5 + (rows_high - len(readers)) / 2) * high + 6
        body.append(f'<path class="edge differs" d="M786 {middle}C812 {middle} 812 {y} 838 {y}"/>')
        body.append(box(838, y, 210, f"op {op.index}  {op.name}", "reads it", "operator", op.name))
    return svg(1056, height, "".join(body), "where the first difference is")


def box(x, y, width, first, second, kind, hint):
    """Two lines in a frame."""
    room = int((width - 24) / 7.2)
    cut = [text if len(text) <= room else text[: room - 1] + "…" for text in (first, second)]
    return (
        f'<g class="hit">{title(hint)}<rect class="frame {kind}" x="{x}" y="{y - 17}" width="{width}" height="34" '
        f'rx="6"/><text class="strong" x="{x + 12}" y="{y - 3}">{escape(cut[0])}</text>'
        f'<text class="tick" x="{x + 12}" y="{y + 11}">{escape(cut[1])}</text></g>'
    )
