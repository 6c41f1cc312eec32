"""What a comparison found: a row for each tensor in the order of the graph, and where the first difference is.

The same report as that of the command ``ferrolite diff``, and the same JSON but for what only one of them has."""

from .compare import Tally, compare, span, unit


class Row:
    """A tensor in all runs."""

    def __init__(self, tensor, op, shape, dtype):
        self.tensor, self.op = tensor, op
        self.shape = tuple(shape)
        self.unit = unit(dtype)
        self.tally = Tally()
        self.problem = None
        self.shown_by = None

    @property
    def same(self):
        return self.problem is None and self.tally.differing == 0

    @property
    def share(self):
        """The part of the elements that differ."""
        return self.tally.differing / self.tally.elements if self.tally.elements else float(self.problem is not None)

    def as_dict(self):
        """For JSON."""
        told = dict(
            subgraph=0,
            tensor=self.tensor.index,
            name=self.tensor.name,
            type=self.tensor.dtype,
            shape=shape_text(self.shape),
            op=self.op.index,
            op_name=self.op.name,
            same=self.same,
            unit=self.unit,
        )
        told.update(self.tally.as_dict())
        told.update((key, getattr(self, key)) for key in ("problem", "shown_by") if getattr(self, key))
        return told


class Report:
    """A comparison of A and B on one model."""

    def __init__(self, graph, model, a, b, tolerance=0.0):
        self.graph, self.model, self.a, self.b, self.tolerance = graph, model, a, b, tolerance
        self.rows = {}
        self.runs = 0
        self.only = ({}, {})
        # The inputs that showed the first difference, and where that is.
        self.inputs, self.place = None, None

    def add(self, inputs, name, a, b):
        """Adds a run: its inputs and their name, and what A and B computed in each step."""
        self.runs += 1
        for number, (of_a, of_b) in enumerate(zip(a, b)):
            step = f", step{number}" if len(a) > 1 else ""
            self.add_step(inputs, name + step, of_a, of_b)

    def add_step(self, inputs, name, a, b):
        for place, tensor in enumerate(self.graph.computed()):
            if tensor not in a or tensor not in b:
                for mine, other, only in zip((a, b), (b, a), self.only):
                    if tensor in mine and tensor not in other:
                        only[tensor] = True
                continue
            if tensor not in self.rows:
                value = b[tensor]
                self.rows[tensor] = Row(
                    self.graph.tensors[tensor], self.graph.writers[tensor], value.shape, value.dtype
                )
            row = self.rows[tensor]
            try:
                tally = compare(a[tensor], b[tensor], self.tolerance)
                row.tally.add(tally)
                same = tally.differing == 0
            except ValueError as error:
                row.problem, same = str(error), False
            if not same:
                row.shown_by = row.shown_by or name
                if self.place is None or place < self.place:
                    self.place, self.inputs = place, inputs

    @property
    def ordered(self):
        """The rows in the order of the graph."""
        return [self.rows[tensor] for tensor in self.graph.computed() if tensor in self.rows]

    @property
    def differing(self):
        return [row for row in self.ordered if not row.same]

    @property
    def differing_integers(self):
        """Rows of integers, which should never differ from the reference kernels."""
        return [row for row in self.differing if row.unit == "quanta"]

    @property
    def same(self):
        return not self.differing

    @property
    def first(self):
        """The first row that differs, or None."""
        return next(iter(self.differing), None)

    def state(self, tensor):
        """What is known of a tensor that an operator reads."""
        row = self.rows.get(tensor)
        if self.graph.tensors[tensor].constant:
            return "constant"
        if tensor in self.graph.inputs:
            return "input of the graph"
        if self.graph.tensors[tensor].variable:
            return "state"
        return "not compared" if row is None else "same" if row.same else "differs"

    def neighbours(self, row):
        """What the operator of a row reads, for JSON and text."""
        found = []
        for tensor in row.op.inputs:
            writer = self.graph.writers.get(tensor)
            told = dict(
                tensor=tensor,
                name=self.graph.tensors[tensor].name,
                type=self.graph.tensors[tensor].dtype,
                state=self.state(tensor),
            )
            if writer:
                told["op"] = f"{writer.name} (op {writer.index})"
            found.append(told)
        return found

    def as_dict(self):
        """For JSON."""
        rows = self.ordered
        told = dict(
            model=self.model,
            a=self.a,
            b=self.b,
            runs=self.runs,
            tolerance=self.tolerance,
            same=self.same,
            compared=len(rows),
            differing=len(self.differing),
            only_in_a=len(self.only[0]),
            only_in_b=len(self.only[1]),
            tensors=[row.as_dict() for row in rows],
        )
        if self.first is not None:
            readers = [dict(op=op.index, op_name=op.name) for op in self.graph.readers.get(self.first.tensor.index, [])]
            told["first"] = dict(
                row=rows.index(self.first),
                operators=len(self.graph.operators),
                inputs=self.neighbours(self.first),
                readers=readers,
            )
        return told

    def text(self, top=20):
        """For people; at most `top` of the tensors that differ."""
        lines = [f"model  {self.model}", f"A      {self.a}", f"B      {self.b}", ""]
        rows, differing = self.ordered, self.differing
        runs = f" in {self.runs} runs" if self.runs > 1 else ""
        if differing:
            lines.append(f"{len(differing)} of {len(rows)} tensors differ{runs}")
        else:
            lines.append(f"the same: {len(rows)} tensors compared{runs}")
        beyond = sum(row.tally.unequal > row.tally.differing for row in rows if row.same)
        if beyond:
            lines.append(f"{beyond} more of floats are not equal but within the tolerance of {self.tolerance:g}")
        for only, side, other in zip(self.only, "AB", "BA"):
            if only:
                lines.append(f"{len(only)} more only in A or B: {side} has them, {other} does not")
        if differing:
            lines += ["", *self.first_lines(), "", "tensors that differ", *self.table(differing[:top])]
            if len(differing) > top:
                lines.append(f"and {len(differing) - top} more: --top or --json shows them")
        return "\n".join(lines) + "\n"

    def first_lines(self):
        row = self.first
        lines = [
            "first difference",
            f"tensor {row.tensor.index} {row.tensor.name!r}  {row.tensor.dtype} {shape_text(row.shape)}",
            f"written by op {row.op.index} of {len(self.graph.operators)}: {row.op.name}",
        ]
        for told in self.neighbours(row):
            origin = f", from {told['op']}" if "op" in told else ""
            lines.append(f"  reads {told['tensor']} {told['name']!r}  {told['type']}: {told['state']}{origin}")
        lines += [f"  read by op {op.index}: {op.name}" for op in self.graph.readers.get(row.tensor.index, [])]
        lines.append(row.problem or f"first at element {row.tally.first}")
        lines.append(f"with {row.shown_by}")
        for group, count in sorted(row.tally.histogram.items()):
            bar = "█" * max(1, round(30 * count / row.tally.elements))
            lines.append(f"  {span(group) + ' ' + row.unit:>24}  {bar:30}  {count}")
        return lines

    def table(self, rows):
        cells = [("op", "operator", "tensor", "type", "shape", "differ", "%", "largest", "B less A: elements")]
        for row in rows:
            largest = "NaN" if row.tally.unordered else str(row.tally.largest)
            groups = [f"{span(group)}: {count}" for group, count in sorted(row.tally.histogram.items()) if group]
            cells.append(
                (
                    str(row.op.index),
                    row.op.name,
                    str(row.tensor.index),
                    row.tensor.dtype,
                    shape_text(row.shape),
                    str(row.tally.differing),
                    f"{100 * row.share:.2f}",
                    f"{largest} {row.unit}",
                    row.problem or "  ".join(groups),
                )
            )
        widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
        right = {0, 2, 5, 6, 7}
        return [
            "  ".join(
                cell.rjust(width) if column in right else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(line, widths))
            ).rstrip()
            for line in cells
        ]


def shape_text(shape):
    """A shape as `1×224×224×3`."""
    return "×".join(map(str, shape)) if shape else "scalar"
