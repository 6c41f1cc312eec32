"""Virtual environments with what the comparison needs, made once in a folder outside the repository."""

import os
import subprocess
import sys
import venv
from pathlib import Path

LITERT = ("ai-edge-litert==2.3.0", "numpy==2.4.6")
# Only makes networks, and is large: in an environment of its own, made only when a network is missing.
TENSORFLOW = ("tensorflow-cpu==2.21.0", "keras==3.15.1", "numpy==2.4.6")


def default_cache():
    """Where environments and networks are kept if nothing else is said."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "ferrolite-compare"


def python_with(packages, folder):
    """The interpreter of the virtual environment in `folder`, which is made and filled where it is not complete."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    # Written last: an installation that was interrupted is done again.
    complete = folder / "packages.txt"
    wanted = "\n".join(packages)
    if not complete.exists() or complete.read_text() != wanted:
        print(f"installing {', '.join(packages)} in {folder}", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True, stdout=sys.stderr)
        complete.write_text(wanted)
    return python


def litert(cache):
    """An interpreter that has LiteRT."""
    return python_with(LITERT, cache / "venv-litert")


def make_networks(cache, folder):
    """Makes the Keras networks that are missing in `folder`."""
    python = python_with(TENSORFLOW, cache / "venv-tensorflow")
    script = Path(__file__).with_name("networks.py")
    subprocess.run([python, script, "--folder", folder], check=True, stdout=sys.stderr)
