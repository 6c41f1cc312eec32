"""Random models of one operator, compared with a reference; what differs is shrunk and saved."""


def options(parse):
    """The arguments of `fuzz-ops`."""
    parse.add_argument(
        "--op", action="append", metavar="OP", help="only this operator, such as CONV_2D; may be repeated"
    )
    parse.add_argument("--seconds", type=float, default=60.0, metavar="S", help="how long to go on")
    parse.add_argument("--cases", type=int, metavar="N", help="how many cases of each operator at most")
    parse.add_argument("--seed", type=int, default=0, metavar="N", help="the same seed makes the same cases")
    parse.add_argument("--out", default="fuzz-ops", metavar="DIR", help="where to save what differs")
    parse.add_argument(
        "--run",
        metavar="COMMAND",
        help="test this program instead of ferrolite: COMMAND run MODEL --inputs IN.npz --output OUT.npz",
    )
    parse.add_argument("--against", default="litert", metavar="REFERENCE", help="what is right; see diff")
    parse.add_argument("--timeout", type=float, default=20.0, metavar="S", help="how long one run may take")
    parse.add_argument("--list", action="store_true", help="list the operators that there are cases for")
    parse.set_defaults(execute=execute)


def execute(given):
    """Runs `fuzz-ops`. What writes models comes with the reference, so it is loaded only here."""
    try:
        from . import campaign
    except ModuleNotFoundError as error:
        from ..runners import INSTALL, Absent

        raise Absent(f"fuzz-ops needs the reference ({error}): {INSTALL['litert']}") from error
    return campaign.execute(given)
