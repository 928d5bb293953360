"""Long work in the background: one thread, progress in the database, safe to interrupt."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import SQLAlchemyError

from workbench.errors import WorkbenchError
from workbench.review.columns import now
from workbench.review.tables import JobRecord
from workbench.review.workspace import Workspace

log = logging.getLogger(__name__)
POLL_SECONDS = 2.0
"""How often the thread looks for jobs that another process has queued."""


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"


ACTIVE = frozenset({JobState.QUEUED, JobState.RUNNING})


class InterruptedJobError(Exception):
    """The job was paused, deleted, or the server stops: what is stored stays."""


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as the pages show it; ``pace`` in units a second, ``left`` in seconds."""

    id: int
    document: int
    kind: str
    state: JobState
    done: int
    total: int
    message: str
    updated: datetime
    pace: float | None = None
    left: float | None = None

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Progress:
    """What a worker calls after each piece that it has stored."""

    def __init__(self, workspace: Workspace, job: int, stopping: threading.Event) -> None:
        self._workspace = workspace
        self._job = job
        self._stopping = stopping
        self._began: float | None = None
        self._base = 0

    def begin(self, done: int, total: int, message: str = "") -> None:
        """Say where the work stands at its start (or at its start again)."""
        self._base, self._began = done, None
        self._note(done=done, total=total, message=message)

    def report(self, done: int, total: int, message: str = "") -> None:
        """Note the progress; InterruptedJobError where the work should end here.

        ``message`` says in a few words what is done now, where it is not the usual.
        """
        self._note(done=done, total=total, message=message)
        if self._began is None:
            # The first piece holds the loading of the model and tells nothing of the pace.
            self._base, self._began = done, time.monotonic()

    def say(self, message: str) -> None:
        """Note only what is done now; InterruptedJobError as for :meth:`report`."""
        self._note(message=message)

    def _note(self, **values: Any) -> None:
        values["updated"] = now()
        running = (JobRecord.id == self._job, JobRecord.state == JobState.RUNNING)
        if not _update(self._workspace, *running, values=values) or self._stopping.is_set():
            raise InterruptedJobError

    def pace(self, done: int) -> float | None:
        """Units a second since the first piece, None where nothing was done since."""
        if self._began is None or done <= self._base:
            return None
        return (done - self._base) / max(time.monotonic() - self._began, 1e-6)


Worker = Callable[[Workspace, int, Progress], None]
"""Does the work of a kind on the document with this id; it must be able to go on where
an interrupted run ended."""


class Jobs:
    """The jobs of a workspace and the thread that does them, one after the other.

    Several processes may share a data folder; the one that holds its lock does the jobs.
    """

    def __init__(self, workspace: Workspace, workers: Mapping[str, Worker]) -> None:
        self._workspace = workspace
        self._workers = workers
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._running: dict[int, Progress] = {}

    def start(self) -> None:
        """Start the thread; interrupted jobs go on."""
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._loop, name="jobs", daemon=True)
            self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Ask the running job to end at its next stored piece; it goes on at the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)
            self._thread = None

    def enqueue(self, document: int, kind: str) -> int:
        """Queue work of ``kind`` on a document, if it is not queued yet; return the job's id."""
        if kind not in self._workers:
            raise ValueError(f"no worker for {kind!r}")
        waiting = select(JobRecord).where(
            JobRecord.document_id == document,
            JobRecord.kind == kind,
            JobRecord.state == JobState.QUEUED,
        )
        with self._workspace.writing() as session:
            job = session.scalars(waiting).first()
            if job is None:
                job = JobRecord(document_id=document, kind=kind)
                session.add(job)
                session.flush()
            identity = job.id
        self._wake.set()
        return identity

    def pause(self, job: int) -> None:
        """Pause a job that is queued or runs; what it has stored stays."""
        self._change(job, ACTIVE, JobState.PAUSED)

    def resume(self, job: int) -> None:
        """Let a paused or failed job go on."""
        self._change(job, {JobState.PAUSED, JobState.FAILED}, JobState.QUEUED)
        self._wake.set()

    def views(self, documents: Collection[int] | None = None) -> dict[int, JobView]:
        """Return a job of each document (of all, or of those given).

        It is the first that is not done, or else the latest.
        """
        query = select(JobRecord).order_by(JobRecord.id)
        if documents is not None:
            query = query.where(JobRecord.document_id.in_(documents))
        found: dict[int, JobView] = {}
        with self._workspace.reading() as session:
            for job in session.scalars(query):
                known = found.get(job.document_id)
                if known is None or known.state is JobState.DONE:
                    found[job.document_id] = self._view(job)
        return found

    def _view(self, job: JobRecord) -> JobView:
        progress = self._running.get(job.id)
        pace = progress.pace(job.done) if progress else None
        return JobView(
            job.id,
            job.document_id,
            job.kind,
            JobState(job.state),
            job.done,
            job.total,
            job.message,
            job.updated,
            pace,
            (job.total - job.done) / pace if pace else None,
        )

    def _change(self, job: int, states: Collection[JobState], state: JobState) -> None:
        values: dict[str, Any] = {"state": state, "updated": now()}
        if state is JobState.QUEUED:
            values["message"] = ""
        _update(self._workspace, JobRecord.id == job, JobRecord.state.in_(states), values=values)

    def _loop(self) -> None:
        with _folder_lock(self._workspace.folder, self._stopping) as held:
            if held:
                self._requeue()
            while held and not self._stopping.is_set():
                self._wake.clear()
                try:
                    job = self._claim()
                except SQLAlchemyError:
                    log.exception("the jobs cannot be read")
                    job = None
                if job is None:
                    self._wake.wait(POLL_SECONDS)
                else:
                    self._run(*job)

    def _requeue(self) -> None:
        """What a killed server left running goes on."""
        running = JobRecord.state == JobState.RUNNING
        _update(self._workspace, running, values={"state": JobState.QUEUED})

    def _claim(self) -> tuple[int, int, str] | None:
        query = select(JobRecord).where(JobRecord.state == JobState.QUEUED).order_by(JobRecord.id)
        with self._workspace.writing() as session:
            job = session.scalars(query.limit(1)).first()
            if job is None:
                return None
            job.state, job.started, job.updated = JobState.RUNNING, now(), now()
            return job.id, job.document_id, job.kind

    def _run(self, job: int, document: int, kind: str) -> None:
        progress = self._running[job] = Progress(self._workspace, job, self._stopping)
        try:
            self._workers[kind](self._workspace, document, progress)
            self._end(job, JobState.DONE, "")
        except InterruptedJobError:
            if self._stopping.is_set():
                self._end(job, JobState.QUEUED, "")
        except WorkbenchError as error:
            self._end(job, JobState.FAILED, str(error))
        except Exception:
            log.exception("job %s (%s of document %s) failed", job, kind, document)
            self._end(job, JobState.FAILED, "An error that was not expected; see the server's log.")
        finally:
            del self._running[job]

    def _end(self, job: int, state: JobState, message: str) -> None:
        values = {"state": state, "message": message, "updated": now()}
        running = (JobRecord.id == job, JobRecord.state == JobState.RUNNING)
        with suppress(SQLAlchemyError):
            _update(self._workspace, *running, values=values)


def _update(workspace: Workspace, *where: Any, values: dict[str, Any]) -> int:
    with workspace.writing() as session:
        result = session.execute(update(JobRecord).where(*where).values(**values))
        assert isinstance(result, CursorResult)
        return result.rowcount


@contextmanager
def _folder_lock(folder: Path, stopping: threading.Event) -> Iterator[bool]:
    """Hold the lock of a data folder, waiting for it; False where we are told to stop first.

    The system lets go of it when the process ends, however it ends.
    """
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows: one server a folder, by its user's care
        yield True
        return
    with (folder / "jobs.lock").open("w") as file:
        while not stopping.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                stopping.wait(POLL_SECONDS)
            else:
                yield True
                return
        yield False
