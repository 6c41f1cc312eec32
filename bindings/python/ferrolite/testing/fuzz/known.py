"""What is known to be wrong in LiteRT's reference kernels: findings that are none of the tested runtime."""


def explanation(case, verdict):
    """Why a finding is the reference's own; None if nothing is known."""
    for ops, applies, reason in KNOWN:
        if case.op in ops and applies(case, verdict):
            return reason
    return None


KNOWN = []
