"""Which networks to measure, and in which group each is reported."""

import json
from pathlib import Path

# The order in which groups are printed, with their titles. `None`: found out when LiteRT has loaded the network.
GROUPS = {
    "integer": "int8 and uint8 networks",
    "float32": "float32 networks",
    "mixed": "mixed networks (integer weights with float activations, int16, …)",
}
CLASSES = {"int8": "integer", "uint8": "integer", "float32": "float32"}


class Network:
    """A file, and what is known of it."""

    def __init__(self, path, name, group=None, shapes=None, data=None):
        self.path, self.name, self.group = path, name, group
        # Shapes of the inputs and what their data is like, where the file does not say it.
        self.shapes, self.data = shapes, data


def find(paths, graphs=False):
    """The networks among files and folders. In a folder with a catalogue `models.json`, those that LiteRT runs; the
    graphs of single operators (category `graphs`) only if they are asked for."""
    networks = []
    for path in map(Path, paths):
        if not path.exists():
            raise FileNotFoundError(f"{path} is not there")
        if not path.is_dir():
            networks.append(Network(path, path.stem))
        elif (path / "models.json").exists():
            networks += catalogued(path, graphs)
        else:
            networks += [Network(file, file.stem) for file in sorted(path.rglob("*.tflite"))]
    return networks


def catalogued(folder, graphs):
    entries = json.loads((folder / "models.json").read_text())
    wanted = [entry for entry in entries if entry["reference"]["auto"] is True]
    return [of_entry(folder, entry) for entry in wanted if graphs or entry["category"] != "graphs"]


def of_entry(folder, entry):
    group = CLASSES.get(entry["dtype_class"], "mixed")
    data = "tokens" if entry["input_mode"].startswith("token") else None
    return Network(folder / entry["file"], entry["name"], group, entry["run_input_shapes"], data)
