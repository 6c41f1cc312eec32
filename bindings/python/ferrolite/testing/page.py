"""A report as one page that needs nothing beside itself: drawings inline, no script, light and dark."""

from html import escape

from . import plots
from .report import shape_text

STYLE = """
:root { --ink: #1d2733; --soft: #5d6b7a; --line: #dfe5eb; --paper: #ffffff; --ground: #f3f5f8;
  --same: #3f9c84; --near: #d9a520; --differs: #d1452f; --unseen: #b4bec9;
  --wash-differs: #fdeeeb; --wash-same: #e9f5f1; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e9ef; --soft: #97a5b3; --line: #303b46; --paper: #1a222a;
  --ground: #12181e; --same: #4fb598; --near: #dcb04a; --differs: #f0705a; --unseen: #56636f; --wash-differs: #3a2320;
  --wash-same: #1c332d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 25px; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 17px; margin: 0 0 4px; }
p { margin: 0 0 12px; color: var(--soft); max-width: 110ch; } code { font-size: 13px; overflow-wrap: anywhere; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 10px;
  padding: 18px 20px; margin-top: 16px; }
.sides { display: grid; grid-template-columns: auto 1fr; gap: 2px 10px; margin: 10px 0 0; color: var(--soft); }
.sides b { color: var(--ink); }
.verdict { display: inline-block; border-radius: 99px; padding: 3px 14px; font-weight: 600; margin-top: 12px; }
.verdict.same { background: var(--wash-same); color: var(--same); }
.verdict.differs { background: var(--wash-differs); color: var(--differs); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-top: 16px; }
.tile { background: var(--paper); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.tile b { display: block; font-size: 23px; line-height: 1.25; } .tile span { color: var(--soft); font-size: 13px; }
.scroll { overflow-x: auto; } .scroll svg { display: block; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; color: var(--soft); font-size: 13px; margin: 0 0 12px; }
.legend i { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; }
.facts { color: var(--soft); margin: 10px 0 14px; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { text-align: left; color: var(--soft); font-weight: 500; }
th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.name { max-width: 250px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--soft); }
td.state i { display: inline-block; width: 11px; height: 11px; border-radius: 3px; }
#all:not(:checked) ~ .scroll tr.same, #all:not(:checked) ~ .scroll tr.near { display: none; }
label { color: var(--soft); font-size: 13px; } footer { color: var(--soft); font-size: 13px; margin-top: 18px; }
i.same { background: var(--same); } i.near { background: var(--near); } i.differs { background: var(--differs); }
i.unseen { background: var(--unseen); }
svg { font: 12px system-ui, "Segoe UI", Roboto, sans-serif; max-width: none; }
svg rect.same { fill: var(--same); } svg rect.near { fill: var(--near); } svg rect.differs { fill: var(--differs); }
svg rect.unseen { fill: var(--unseen); } svg .faint { opacity: .45; }
svg rect.column { fill: transparent; } svg .hit:hover rect.column { fill: var(--line); opacity: .6; }
svg .tick, svg .axis { fill: var(--soft); } svg .strong { fill: var(--ink); font-weight: 600; }
svg .grid { stroke: var(--line); } svg .base { stroke: var(--unseen); }
svg .edge { fill: none; stroke: var(--unseen); stroke-width: 1.4; } svg .edge.differs { stroke: var(--differs); }
svg .edge.same { stroke: var(--same); opacity: .55; }
svg .glyph { fill: #fff; font-size: 9.5px; font-weight: 600; pointer-events: none; }
svg rect.frame { fill: var(--ground); stroke: var(--unseen); } svg rect.frame.same { stroke: var(--same); }
svg rect.frame.differs { fill: var(--wash-differs); stroke: var(--differs); stroke-width: 1.6; }
svg rect.frame.operator { stroke: var(--ink); }
@media print { body { background: #fff; } section, .tile { break-inside: avoid; } }
"""

LEGEND = [
    ("same", "all elements equal"),
    ("near", "floats not equal, within the tolerance"),
    ("differs", "differs"),
    ("unseen", "not compared"),
]


def page(report):
    """The whole file."""
    rows = report.ordered
    sections = [heading(report), tiles(report)]
    if report.first is not None:
        sections.append(first_difference(report))
    if rows:
        sections.append(
            section(
                "Error along the graph",
                "Each column is a tensor, in the order in which operators write "
                "them. Both scales are logarithmic; rest the pointer on a column to see which it is.",
                legend(),
                scrolling(plots.along_the_graph(rows)),
            )
        )
    sections.append(
        section(
            "Position in the graph",
            "Each box is an operator, coloured by the worst of its results; it "
            "stands to the right of all that it reads. Lines are read like lines of text.",
            legend(),
            scrolling(plots.graph_map(report.graph, rows)),
        )
    )
    sections.append(table(report, rows))
    name = escape(report.model)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name}: tensor by tensor</title><style>{STYLE}</style></head><body><main>{''.join(sections)}"
        "<footer>Made by <code>python -m ferrolite.testing diff</code>. Integers are compared in quanta, floats in "
        "ULP: how many representable numbers they are apart.</footer></main></body></html>\n"
    )


def section(title, text, *parts):
    told = f"<p>{escape(text)}</p>" if text else ""
    return f"<section><h2>{escape(title)}</h2>{told}{''.join(parts)}</section>"


def scrolling(drawing):
    return f'<div class="scroll">{drawing}</div>'


def legend():
    return (
        '<div class="legend">'
        + "".join(f'<span><i class="{kind}"></i>{escape(text)}</span>' for kind, text in LEGEND)
        + "</div>"
    )


def heading(report):
    count = len(report.differing)
    verdict, kind = (
        ("no tensor differs", "same") if not count else (f"{count} of {len(report.rows)} tensors differ", "differs")
    )
    return (
        f'<h1>{escape(report.model)}</h1><div class="sides"><b>A</b><span>{escape(report.a)}</span><b>B</b>'
        f'<span>{escape(report.b)}</span></div><span class="verdict {kind}">{verdict}</span>'
    )


def tiles(report):
    rows = report.ordered
    elements = sum(row.tally.elements for row in rows)
    unequal = sum(row.tally.unequal for row in rows)
    told = [
        (f"{len(rows):,}", "tensors compared"),
        (f"{len(report.differing):,}", "tensors differ"),
        (f"{elements:,}", "elements compared"),
        (f"{unequal:,}", "elements not equal"),
    ]
    for unit in ("quanta", "ULP"):
        of_unit = [row for row in rows if row.unit == unit]
        if of_unit:
            largest = max(row.tally.largest for row in of_unit)
            text = (
                "NaN"
                if any(row.tally.unordered for row in of_unit)
                else f"{largest:,}"
                if largest < 1e9
                else f"{largest:.1e}"
            )
            told.append((text, f"{unit} at most"))
    told.append((f"{report.runs:,}", "run" if report.runs == 1 else "runs"))
    return (
        '<div class="tiles">'
        + "".join(f'<div class="tile"><b>{value}</b><span>{name}</span></div>' for value, name in told)
        + "</div>"
    )


def first_difference(report):
    row = report.first
    facts = row.problem or (
        f"{row.tally.differing:,} of {row.tally.elements:,} elements differ, the first at "
        f"{row.tally.first}; shown by {row.shown_by}"
    )
    return section(
        "First difference",
        "",
        f"<p>Tensor {row.tensor.index}, {row.tensor.dtype} {shape_text(row.shape)}, written by op {row.op.index}, "
        f"{escape(row.op.name)}:<br><code>{escape(row.tensor.name)}</code></p>",
        scrolling(plots.neighbourhood(report.graph, row, report.neighbours(row))),
        f'<div class="facts">{escape(facts)}. B less A, on a logarithmic scale:</div>',
        scrolling(plots.histogram(row)),
    )


def table(report, rows):
    """Every tensor; those that are the same are hidden until they are asked for, where any differ."""
    heads = [
        ("", ""),
        ("n", "op"),
        ("", "operator"),
        ("n", "tensor"),
        ("", "name"),
        ("", "type"),
        ("", "shape"),
        ("n", "not equal"),
        ("n", "%"),
        ("n", "largest"),
        ("", "B less A"),
    ]
    lines = ["<tr>" + "".join(f'<th class="{kind}">{name}</th>' for kind, name in heads) + "</tr>"]
    for row in rows:
        tally, kind = row.tally, plots.state(row)
        largest = "NaN" if tally.unordered else f"{tally.largest:,} {row.unit}" if tally.unequal else ""
        share = 100 * tally.unequal / max(1, tally.elements)
        cells = [
            ("state", f'<i class="{kind}"></i>'),
            ("n", row.op.index),
            ("", escape(row.op.name)),
            ("n", row.tensor.index),
            ("name", escape(row.tensor.name)),
            ("", row.tensor.dtype),
            ("", shape_text(row.shape)),
            ("n", f"{tally.unequal:,}"),
            ("n", f"{share:.3g}" if tally.unequal else ""),
            ("n", largest),
            ("", escape(row.problem) if row.problem else plots.sparkline(row)),
        ]
        body = "".join(f'<td class="{of}"{hint(of, row)}>{cell}</td>' for of, cell in cells)
        lines.append(f'<tr class="{kind}">{body}</tr>')
    every = "checked" if report.same else ""
    return section(
        "Tensors",
        "",
        f'<input type="checkbox" id="all" {every}> <label for="all">show the tensors that do not '
        f'differ too</label><div class="scroll"><table>{"".join(lines)}</table></div>',
    )


def hint(kind, row):
    """The whole name, where it is cut."""
    return f' title="{escape(row.tensor.name)}"' if kind == "name" else ""
