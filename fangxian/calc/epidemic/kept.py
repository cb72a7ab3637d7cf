"""A settled community as a folder of arrays that several processes map into memory at once."""

import json
from pathlib import Path

import numpy as np

from .population import Population

_ARRAYS = ("keys", "age", "crossings", "places", "offsets", "others")


def keep(population: Population, folder: Path) -> None:
    """Write a community into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _ARRAYS:
        np.save(folder / f"{name}.npy", getattr(population, name))
    for kind, ids in enumerate(population.ids):
        np.save(folder / f"ids{kind}.npy", ids)
    (folder / "layers.json").write_text(json.dumps(population.layers))


def kept(folder: Path) -> Population:
    """The community of a folder, its large arrays mapped; numba would compile anew for arrays that are read-only."""
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="c") for name in _ARRAYS}
    ids = tuple(np.load(path) for path in sorted(folder.glob("ids*.npy")))
    return Population(layers=tuple(json.loads((folder / "layers.json").read_text())), ids=ids, **arrays)
