"""Cases of the ops that multiply by weights: convolutions and fully connected layers."""

from common import VALID, convolution, fully_connected, random_for, transpose_convolution

KINDS = ["int8", "uint8", "int16x8", "float32", "hybrid"]

CONVOLUTIONS = [
    dict(shape=(1, 5, 6, 3), channels=8, kernel=(3, 3), tie=True),
    dict(shape=(1, 6, 6, 16), channels=9, kernel=(1, 1), activation="RELU6", end="low"),
    dict(shape=(2, 7, 5, 4), channels=5, kernel=(3, 2), stride=(2, 2), activation="RELU", end="high"),
    dict(shape=(1, 9, 8, 4), channels=6, kernel=(3, 3), dilation=(2, 3), padding=VALID),
    dict(shape=(1, 4, 5, 8), channels=12, kernel=(3, 3), groups=4, activation="RELU_N1_TO_1"),
    dict(shape=(1, 6, 5, 6), channels=6, kernel=(2, 3), groups=2, stride=(1, 2), padding=VALID, tie=True),
    dict(shape=(1, 5, 5, 7), channels=3, kernel=(5, 5), end="low", tie=True),
    dict(shape=(1, 4, 4, 33), channels=17, kernel=(1, 1), per_axis=False, end="high"),
    dict(shape=(1, 1, 12, 5), channels=4, kernel=(1, 4), stride=(1, 3), dilation=(1, 2), per_axis=False),
]

# So large that Winograd's algorithm takes less time.
LARGE_CONVOLUTIONS = [
    dict(shape=(1, 24, 23, 32), channels=32, kernel=(3, 3), tie=True),
    dict(shape=(1, 26, 26, 48), channels=40, kernel=(3, 3), padding=VALID, activation="RELU6", end="low"),
]

DEPTHWISE = [
    dict(shape=(1, 5, 6, 8), kernel=(3, 3), tie=True),
    dict(shape=(1, 6, 7, 5), kernel=(3, 3), stride=(2, 2), activation="RELU6", end="low"),
    dict(shape=(2, 5, 5, 3), kernel=(2, 3), multiplier=4, activation="RELU", end="high"),
    dict(shape=(1, 9, 9, 4), kernel=(3, 3), dilation=(3, 2), multiplier=2, padding=VALID),
    dict(shape=(1, 1, 10, 6), kernel=(1, 5), stride=(1, 1), padding=VALID, activation="RELU_N1_TO_1"),
    dict(shape=(1, 6, 6, 1), kernel=(5, 5), multiplier=8, bias=False, tie=True),
    dict(shape=(1, 4, 4, 19), kernel=(3, 3), per_axis=False, end="low", tie=True),
    dict(shape=(1, 7, 3, 16), kernel=(4, 3), stride=(3, 3), per_axis=False, end="high"),
]


def convolutions():
    for op, table in (("CONV_2D", CONVOLUTIONS), ("DEPTHWISE_CONV_2D", DEPTHWISE)):
        for kind in KINDS:
            for number, case in enumerate(table):
                random = random_for(op, kind, number)
                case = dict(case)
                case.setdefault("channels", 0)
                if kind == "uint8":
                    case["per_axis"] = False
                if kind == "hybrid" and op == "DEPTHWISE_CONV_2D" and not case.get("per_axis", True):
                    # The reference reads past the single scale.
                    continue
                yield op, kind, convolution(random, kind, op, **case)
    for number, case in enumerate(LARGE_CONVOLUTIONS):
        yield "CONV_2D", "int8", convolution(random_for("CONV_2D", "int8", "large", number), "int8", "CONV_2D", **case)


DENSE = [
    dict(shape=(1, 16), units=10, tie=True),
    dict(shape=(3, 33), units=7, activation="RELU", end="low"),
    dict(shape=(2, 3, 9), units=5, keep_dims=True, end="high", activation="RELU6"),
    dict(shape=(4, 64), units=12, per_axis=False, tie=True, asymmetric=True),
    dict(shape=(1, 130), units=3, per_axis=False, activation="RELU_N1_TO_1", end="low"),
    dict(shape=(2, 2, 2, 8), units=4, bias=False, tie=True, end="high", asymmetric=True),
    dict(shape=(5, 1), units=6, per_axis=False, bias=False),
]


def dense():
    for kind in KINDS:
        for number, case in enumerate(DENSE):
            case = dict(case)
            if kind == "uint8":
                case["per_axis"] = False
            yield "FULLY_CONNECTED", kind, fully_connected(random_for("FULLY_CONNECTED", kind, number), kind, **case)


TRANSPOSED = [
    dict(shape=(1, 3, 4, 5), channels=4, kernel=(3, 3), stride=(2, 2), tie=True),
    dict(shape=(2, 3, 3, 2), channels=3, kernel=(2, 2), stride=(2, 2), padding=VALID, end="low"),
    dict(shape=(1, 4, 3, 6), channels=2, kernel=(4, 3), stride=(1, 3), end="high", bias=False),
    dict(shape=(1, 5, 4, 3), channels=7, kernel=(1, 2), stride=(2, 1), padding=VALID, per_axis=False),
    dict(shape=(1, 2, 5, 9), channels=5, kernel=(5, 5), stride=(2, 2), per_axis=False, tie=True, bias=False),
    dict(shape=(1, 4, 4, 8), channels=3, kernel=(3, 3), stride=(1, 1), activation="RELU", end="low"),
]


def transposed():
    for kind in KINDS:
        for number, case in enumerate(TRANSPOSED):
            case = dict(case)
            if kind == "uint8":
                case["per_axis"] = False
            random = random_for("TRANSPOSE_CONV", kind, number)
            yield "TRANSPOSE_CONV", kind, transpose_convolution(random, kind, **case)


def cases():
    """(op, kind, graph) of every case."""
    yield from convolutions()
    yield from dense()
    yield from transposed()
