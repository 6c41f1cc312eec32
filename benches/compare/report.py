"""What the comparison prints: tables for the terminal and for the README."""

import math
import platform
from pathlib import Path
from statistics import median

from catalogue import GROUPS

# Below this time of LiteRT, in milliseconds, a call costs as much as the work: reported apart.
SMALL_MS = 0.02
# What of a CPU decides which kernels either side chooses, as Linux names it.
FEATURES = (
    "avx2 fma avx_vnni avx512f avx512bw avx512vl avx512_vnni avx512vbmi avx512_bf16 avx512_fp16 "
    "amx_tile amx_int8 amx_bf16 asimd asimddp i8mm sve sve2"
).split()


def machine():
    """The CPU's name and those of its features that matter."""
    fields = {}
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            key, _, value = line.partition(":")
            fields.setdefault(key.strip(), value.strip())
    except OSError:
        pass
    name = fields.get("model name") or platform.processor() or platform.machine()
    if "cpu family" in fields:
        name += f" (family {fields['cpu family']}, model {fields.get('model')})"
    flags = (fields.get("flags") or fields.get("Features") or "").split()
    return {"cpu": name, "features": [feature for feature in FEATURES if feature in flags]}


def geometric_mean(values):
    values = list(values)
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def summary(rounds):
    """One side's rounds as one: the least minimum and the median of the medians."""
    return {
        "min_ms": min(one["min_ms"] for one in rounds),
        "median_ms": median(one["median_ms"] for one in rounds),
        "runs": sum(one["runs"] for one in rounds),
    }


def ratios(theirs, ours):
    """LiteRT's time over the other's: of the minima, and the median over the rounds of the ratio of their medians."""
    pairs = [their["median_ms"] / our["median_ms"] for their, our in zip(theirs, ours)]
    return {
        "ratio_min": min(one["min_ms"] for one in theirs) / min(one["min_ms"] for one in ours),
        "ratio": median(pairs),
    }


def groups(rows):
    """Titles with their rows, networks that take LiteRT next to no time apart from the others."""
    found = []
    for group, title in GROUPS.items():
        members = [row for row in rows if row["group"] == group and "litert" in row]
        found.append((title, [row for row in members if not is_small(row, rows)]))
        found.append((f"{title}, below {SMALL_MS * 1000:.0f} µs", [row for row in members if is_small(row, rows)]))
    return [(title, members) for title, members in found if members]


def is_small(row, rows):
    """By the time with the fewest threads: a network is in one group for any number of them."""
    same = [other for other in rows if other["path"] == row["path"] and "litert" in other]
    return min(same, key=lambda other: other["threads"])["litert"]["median_ms"] < SMALL_MS


def time(milliseconds):
    return f"{milliseconds:.4f}" if milliseconds < 1 else f"{milliseconds:.3f}"


def print_group(title, rows, contenders):
    """A table for the terminal: minimum and median of both sides, and their ratios."""
    print(f"\n{title}, times in ms")
    heads = "".join(f" | {name + ' min':>16} {'median':>10} {'ratio min':>9} {'ratio':>6}" for name in contenders)
    print(f"{'':<36} threads {'LiteRT min':>10} {'median':>10}{heads}")
    for row in rows:
        line = f"{row['name'][:36]:<36} {row['threads']:>7} {time(row['litert']['min_ms']):>10}"
        line += f" {time(row['litert']['median_ms']):>10}"
        for name in contenders:
            ours = row["ferrolite"][name]
            if "error" in ours:
                line += f" | {ours['error'][:44]:<44}"
            else:
                line += f" | {time(ours['min_ms']):>16} {time(ours['median_ms']):>10}"
                line += f" {ours['ratio_min']:>9.2f} {ours['ratio']:>6.2f}"
        print(line)
    for threads in sorted({row["threads"] for row in rows}):
        line = f"{'geometric mean':<36} {threads:>7} {'':>10} {'':>10}"
        for name in contenders:
            least, mean = (means(rows, name, threads, key) for key in ("ratio_min", "ratio"))
            line += f" | {'':>16} {'':>10} {least:>9} {mean:>6}"
        if contenders:
            print(line)


def means(rows, name, threads, key):
    """The geometric mean over the networks that both sides ran, as text."""
    ours = [row["ferrolite"][name] for row in rows if row["threads"] == threads]
    mean = geometric_mean(one[key] for one in ours if key in one)
    return "–" if mean is None else f"{mean:.2f}"


def heading(result):
    """The machine and the versions, in a line."""
    ran = {one.get("isa") for row in result["rows"] for one in row.get("ferrolite", {}).values()} - {None}
    line = f"{result['cpu']}; {', '.join(result['features'])}. ai-edge-litert {result['litert']}, XNNPACK"
    return f"{line}; ferrolite with {', '.join(sorted(ran))}" if ran else line


def markdown(result):
    """Tables for the README."""
    contenders = result["contenders"]
    threads = sorted({row["threads"] for row in result["rows"]})
    parts = [f"{heading(result)}. Medians in milliseconds; ratio: LiteRT's time over ferrolite's, median of "
             f"{result['rounds']} paired rounds.", ""]
    for title, rows in groups(result["rows"]):
        columns = [title]
        for count in threads:
            columns.append(f"LiteRT, {count} thread{'s' * (count > 1)}")
            columns += [f"{name}{part}" for name in contenders for part in ("", ", ratio")]
        parts += [cells(columns), cells(["---"] + ["---:"] * (len(columns) - 1))]
        names = dict.fromkeys((row["path"], row["name"]) for row in rows)
        for path, name in names:
            line = [name]
            for count in threads:
                row = next((row for row in rows if row["path"] == path and row["threads"] == count), None)
                line += markdown_cells(row, contenders)
            parts.append(cells(line))
        line = ["**geometric mean**"]
        for count in threads:
            line.append("")
            for name in contenders:
                line += ["", f"**{means(rows, name, count, 'ratio')}**"]
        parts += [cells(line), ""]
    return "\n".join(parts)


def markdown_cells(row, contenders):
    if row is None:
        return ["–"] * (1 + 2 * len(contenders))
    line = [time(row["litert"]["median_ms"])]
    for name in contenders:
        ours = row["ferrolite"][name]
        line += ["–", "–"] if "error" in ours else [time(ours["median_ms"]), f"{ours['ratio']:.2f}"]
    return line


def cells(texts):
    return f"| {' | '.join(texts)} |"


def start_summary(rounds):
    """Pairs of a time and of added memory as one."""
    times, added = zip(*rounds)
    return {"min_ms": min(times), "median_ms": median(times), "added": None if None in added else median(added)}


def print_start(rows, contenders):
    """Start-up: the time from the file to the first result, and the memory added."""
    print("\nfrom opening the file to the first result: median ms, and memory added at its highest in MiB;")
    print("LiteRT with the first network of its process, LiteRT with a later one, ferrolite in a fresh process")
    heads = f"{'first ms':>9} {'MiB':>6} {'later ms':>9} {'MiB':>6} {'ours ms':>9} {'MiB':>6} {'ms / first':>10} {'/ later':>8}"
    print(f"{'':<36} threads {'':<12} {heads}")
    for row in (row for row in rows if "error" not in row):
        for name in contenders:
            sides = (row["litert"]["first"], row["litert"]["later"], row["ferrolite"][name])
            line = f"{row['name'][:36]:<36} {row['threads']:>7} {name[:12]:<12}"
            for side in sides:
                memory = "–" if side["added"] is None else f"{side['added'] / 2**20:.1f}"
                line += f" {side['median_ms']:>9.2f} {memory:>6}"
            first, later = (sides[2]["median_ms"] / side["median_ms"] for side in sides[:2])
            print(f"{line} {first:>10.2f} {later:>8.2f}")


def print_errors(rows):
    """What one of the sides did not run."""
    for row in rows:
        for error in errors(row):
            print(f"not measured: {row['name']}, {row['threads']} threads: {error}")


def errors(row):
    if "error" in row:
        yield row["error"]
    for ours in row.get("ferrolite", {}).values():
        if "error" in ours:
            yield ours["error"]
