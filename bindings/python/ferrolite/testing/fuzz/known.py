"""What is known to be wrong or undefined in LiteRT's reference kernels: findings that are none of the tested runtime.

Each entry is as narrow as can be told from the model, since whatever it covers is not looked at."""


def explanation(case, verdict):
    """Why a finding is the reference's own; None if nothing is known."""
    for ops, applies, reason in KNOWN:
        if case.op in ops and applies(case, verdict):
            return reason
    return None


def scales(case, ends):
    """The scales of the operator's operands or results."""
    tensors = case.graph.subgraph.tensors
    quantized = [
        tensors[index].quantization for index in getattr(case.graph.subgraph.operators[-1], ends) if index >= 0
    ]
    return [float(scale) for one in quantized if one is not None and one.scale is not None for scale in one.scale]


def refuses(text):
    """Whether only the tested runtime says no, and says this."""
    return lambda case, verdict: verdict.kind == "only ours refuses" and text in verdict.message


def differs(applies):
    """Whether results differ of a case to which this applies."""
    return lambda case, verdict: verdict.kind == "differs" and applies(case)


def least_by_minus_one(case):
    """Whether the least integer may be divided by -1; a constant may hold anything."""
    dividend, divisor = (case.graph.values.get(index) for index in case.graph.subgraph.operators[-1].inputs)
    least = {"int8": -128, "int16": -32768}.get(case.kind)
    return (
        least is not None
        and (dividend is None or (dividend == least).any())
        and (divisor is None or (divisor == -1).any())
    )


def beyond_integers(case):
    """Whether a value in steps of the result's scale may be no 32-bit integer."""
    return 255 * max(scales(case, "inputs"), default=0) >= 2**31 * min(scales(case, "outputs"), default=1)


def root_too_large(case):
    """Whether a root divided by the result's scale is no 32-bit integer."""
    most = 255 if case.kind == "int8" else 32767
    return (most * max(scales(case, "inputs"), default=0)) ** 0.5 >= 2**31 * min(scales(case, "outputs"), default=1)


def inverse_root_shift(case):
    """Whether the multiplier of an inverse root is shifted by more than 31."""
    return 1 / (max(scales(case, "inputs"), default=1) ** 0.5 * max(scales(case, "outputs"), default=1)) < 2**-12


def large_product(case):
    """Whether the multiplier of a product is beyond those that are shifted left by less than 8."""
    scale = max(scales(case, "inputs"), default=0)
    return max(scale, scale / min(scales(case, "outputs"), default=1)) >= 128


def real_beyond_integers(case):
    """Whether a real input in steps of the result's scale may be no 32-bit integer; a constant may hold anything."""
    value = case.graph.values.get(case.graph.subgraph.operators[-1].inputs[0])
    if value is not None and (value.dtype.kind != "f" or not value.size):
        return False
    return value is None or abs(value).max() >= 2**31 * min(scales(case, "outputs"), default=1)


def sum_beyond_one(case):
    """Whether the multiplier of a sum's result is more than 1."""
    most = 2 * max(scales(case, "inputs"), default=0)
    return most > (1 << (15 if case.kind == "int16x8" else 20)) * min(scales(case, "outputs"), default=1)


def by_one(case, verdict):
    """Whether int16 results differ by one at most."""
    if verdict.kind != "differs" or case.kind != "int16x8" or verdict.actual is None:
        return False
    pairs = [
        (mine[tensor], right)
        for mine, theirs in zip(verdict.actual, verdict.expected)
        for tensor, right in theirs.items()
        if tensor in mine
    ]
    return all(a.shape == b.shape and (not a.size or abs(a.astype(int) - b.astype(int)).max() <= 1) for a, b in pairs)


COMPARISONS = ("EQUAL", "NOT_EQUAL", "GREATER", "GREATER_EQUAL", "LESS", "LESS_EQUAL")
POOLS = ("AVERAGE_POOL_2D", "MAX_POOL_2D")
RELUS = ("RELU6", "RELU_N1_TO_1", "RELU_0_TO_1")
KNOWN = [
    (
        COMPARISONS,
        differs(lambda case: max(scales(case, "inputs"), default=0) >= 1),
        "with a scale of 1 or more the reference shifts by a negative amount, which is undefined",
    ),
    (
        RELUS,
        differs(lambda case: 6 / min(scales(case, "outputs"), default=1) >= 2**31),
        "the reference's bounds of the activation are no 32-bit integers, which is undefined",
    ),
    (
        ("SQRT",),
        lambda case, verdict: verdict.kind == "differs" and case.kind != "float32" and root_too_large(case),
        "the reference converts a float beyond the 32-bit integers, which is undefined",
    ),
    (
        ("RSQRT",),
        lambda case, verdict: verdict.kind == "differs" and case.kind == "int8" and inverse_root_shift(case),
        "the reference shifts by more than 31, which is undefined",
    ),
    (
        ("SUB", "ADD"),
        differs(sum_beyond_one),
        "the reference shifts by a negative amount where the result's multiplier is more than 1, which is undefined",
    ),
    (
        ("REDUCE_PROD",),
        differs(large_product),
        "the reference's multiplication in 64 bits is undefined for multipliers of 128 and more",
    ),
    (
        ("GELU", "EXP", "LOG"),
        by_one,
        "an entry of the table of an int16 function: the reference asks its C library, which does not round correctly",
    ),
    (("STRIDED_SLICE",), refuses("of dimension that has none"), "the reference reads before or behind an empty tensor"),
    (
        POOLS,
        refuses("the activation's bounds do not fit its scale"),
        "the reference finds that the activation's bounds are no 32-bit integers, and goes on with undefined ones",
    ),
    (
        ("CONCATENATION",),
        lambda case, verdict: verdict.kind == "differs" and case.kind == "uint8" and beyond_integers(case),
        "the reference converts a float beyond the 32-bit integers, which is undefined",
    ),
    (
        ("QUANTIZE",),
        differs(real_beyond_integers),
        "the reference converts a float beyond the 32-bit integers, which is undefined",
    ),
    (
        ("FLOOR_DIV",),
        differs(least_by_minus_one),
        "the least integer by -1 is none of its type; the reference gives what its vector registers make of it",
    ),
    (
        ("FAKE_QUANT",),
        refuses("must contain 0"),
        "the reference asserts that the range contains 0, but its release build does not check it",
    ),
]
