"""Where strokes begin: the places that need one most, spread over the sheet. No torch."""

from __future__ import annotations

import numpy as np

from engine.strokes.stroke import Floats


def worst_of_cells(value: Floats, cell: int, least: float) -> Floats:
    """(n, 2): the middle of the largest pixel of each cell of a grid, the largest of all first;
    those that are no larger than ``least`` are left out.
    """
    height, width = value.shape
    rows, columns = -(-height // cell), -(-width // cell)
    padded = np.full((rows * cell, columns * cell), -np.inf, np.float32)
    padded[:height, :width] = value
    cells = padded.reshape(rows, cell, columns, cell).swapaxes(1, 2).reshape(-1, cell * cell)
    best, worst = cells.argmax(axis=1), cells.max(axis=1)
    row, column = np.divmod(np.arange(len(cells)), columns)
    places = np.stack([column * cell + best % cell, row * cell + best // cell], axis=1) + 0.5
    order = np.argsort(-worst, kind="stable")
    wanted: Floats = places[order[worst[order] > least]]
    return wanted
