"""What a worker and its render process say to each other, as frames.

The worker: ``paint`` (once the last one was answered), ``preview`` (with the next step), ``stop``
(at the next step). The process: ``ready``, then ``begun``, ``progress`` at each step, ``look`` when
a preview was asked for or comes first, and ``made`` or ``error`` for each ``paint``.
"""

from __future__ import annotations

from typing import cast

from bot.domain.jobs import FileKind, Outcome
from bot.domain.orders import Order
from bot.errors import error_from_json, error_to_json
from bot.worker.child.frames import Frame
from bot.worker.renderer import Earlier, Made, PictureFile, PictureRole, RenderRequest
from engine.errors import ArtError, RenderError


def paint(request: RenderRequest) -> Frame:
    earlier = request.earlier
    values = {
        "order": request.order.to_json(),
        "files": [{"role": file.role, "name": file.name} for file in request.files],
        "film": earlier.film if earlier else None,
        "in_tiles": request.in_tiles,
        "job_id": request.job_id,
    }
    films = (earlier.mp4,) if earlier else ()
    return Frame("paint", values, (*films, *(file.data for file in request.files)))


def request_of(frame: Frame) -> RenderRequest:
    """The inverse of :func:`paint`."""
    values, blobs = frame.values, list(frame.blobs)
    earlier = Earlier(mp4=blobs.pop(0), film=values["film"]) if values["film"] is not None else None
    files = tuple(
        PictureFile(role=cast(PictureRole, file["role"]), name=file["name"], data=data)
        for file, data in zip(values["files"], blobs, strict=True)
    )
    return RenderRequest(
        order=Order.from_json(values["order"]),
        files=files,
        earlier=earlier,
        in_tiles=values["in_tiles"],
        job_id=values["job_id"],
    )


def made(result: Made) -> Frame:
    films = () if result.making is None else (result.making,)
    files = () if result.file is None else (result.file,)
    values = {
        "outcome": result.outcome.to_json(),
        "kind": result.kind,
        "has_making": result.making is not None,
    }
    return Frame("made", values, (*films, *files, *result.snapshots))


def made_of(frame: Frame) -> Made:
    """The inverse of :func:`made`."""
    kind, blobs = cast("FileKind | None", frame.values["kind"]), list(frame.blobs)
    making = blobs.pop(0) if frame.values["has_making"] else None
    file = None if kind is None else blobs.pop(0)
    outcome = Outcome.from_json(frame.values["outcome"])
    return Made(file=file, kind=kind, outcome=outcome, snapshots=tuple(blobs), making=making)


def error(exc: ArtError, *, is_last: bool = False) -> Frame:
    """``is_last``: the process ends with it."""
    return Frame("error", {**error_to_json(exc), "is_last": is_last})


def error_of(frame: Frame) -> ArtError:
    """The inverse of :func:`error`."""
    return error_from_json(frame.values, otherwise=RenderError)
