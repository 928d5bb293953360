from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from workbench.errors import InputError
from workbench.review.jobs import Jobs, JobState, JobView, Progress, Worker
from workbench.review.projects import add_document, create_project, delete_document
from workbench.review.uploads import Upload
from workbench.review.workspace import Workspace

SECONDS = 20.0
Start = Callable[[Worker], Jobs]


class Steps:
    """A worker of numbered steps that remembers which it has done, as a real one does."""

    def __init__(self, total: int = 5) -> None:
        self.total = total
        self.done: list[int] = []
        self.may_go = threading.Semaphore(0)

    def allow(self, steps: int) -> None:
        for _ in range(steps):
            self.may_go.release()

    def __call__(self, workspace: Workspace, document: int, progress: Progress) -> None:
        progress.begin(len(self.done), self.total)
        while len(self.done) < self.total:
            while not self.may_go.acquire(timeout=0.05):
                progress.say("waiting")
            self.done.append(len(self.done))
            progress.report(len(self.done), self.total)


@pytest.fixture
def document(workspace: Workspace) -> int:
    project = create_project(workspace, "Project", by="anna")
    return add_document(workspace, project, Upload("a.txt", b"text"), by="anna")


@pytest.fixture
def start(workspace: Workspace) -> Iterator[Start]:
    started: list[Jobs] = []

    def begin(worker: Worker) -> Jobs:
        jobs = Jobs(workspace, {"draft": worker})
        jobs.start()
        started.append(jobs)
        return jobs

    yield begin
    for jobs in started:
        jobs.stop()


def until(jobs: Jobs, document: int, right: Callable[[JobView], bool]) -> JobView:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        view = jobs.views()[document]
        if right(view):
            return view
        time.sleep(0.02)
    raise AssertionError(f"not reached: {jobs.views()[document]}")


def state(wanted: JobState) -> Callable[[JobView], bool]:
    return lambda view: view.state is wanted


def test_a_job_tells_how_far_it_is_and_ends(start: Start, document: int) -> None:
    steps = Steps()
    jobs = start(steps)
    jobs.enqueue(document, "draft")
    steps.allow(2)
    view = until(jobs, document, lambda view: view.done == 2)
    assert (view.state, view.total, view.share) == (JobState.RUNNING, 5, 0.4)
    assert view.pace is not None
    assert view.pace > 0
    assert view.left == pytest.approx(3 / view.pace)
    steps.allow(3)
    assert until(jobs, document, state(JobState.DONE)).done == 5
    assert steps.done == [0, 1, 2, 3, 4]


def test_a_paused_job_stops_and_goes_on_where_it_was(start: Start, document: int) -> None:
    steps = Steps()
    jobs = start(steps)
    job = jobs.enqueue(document, "draft")
    steps.allow(2)
    until(jobs, document, lambda view: view.done == 2)
    jobs.pause(job)
    steps.allow(1)
    time.sleep(0.5)
    assert jobs.views()[document].state is JobState.PAUSED
    assert len(steps.done) <= 3
    jobs.resume(job)
    steps.allow(3)
    until(jobs, document, state(JobState.DONE))
    assert steps.done == [0, 1, 2, 3, 4]


def test_a_stopped_server_leaves_the_job_for_the_next_one(
    workspace: Workspace, start: Start, document: int
) -> None:
    steps = Steps()
    first = start(steps)
    first.enqueue(document, "draft")
    steps.allow(2)
    until(first, document, lambda view: view.done == 2)
    first.stop()
    assert first.views()[document].state is JobState.QUEUED
    steps.allow(3)
    until(start(steps), document, state(JobState.DONE))
    assert steps.done == [0, 1, 2, 3, 4]


def test_a_killed_server_leaves_the_job_for_the_next_one(
    workspace: Workspace, start: Start, document: int
) -> None:
    """A killed process leaves the job marked as running."""
    idle = Jobs(workspace, {"draft": Steps()})
    idle.enqueue(document, "draft")
    assert idle._claim() is not None
    assert idle.views()[document].state is JobState.RUNNING
    steps = Steps(total=1)
    steps.allow(1)
    until(start(steps), document, state(JobState.DONE))


def test_an_error_is_kept_in_words_and_the_next_job_runs(
    workspace: Workspace, start: Start, document: int
) -> None:
    other = add_document(
        workspace, create_project(workspace, "B", by="anna"), Upload("b.txt", b"b"), by="anna"
    )

    def worker(workspace: Workspace, document_: int, progress: Progress) -> None:
        if document_ == document:
            raise InputError("the file is damaged", file="a.txt", remedy="Save it again.")

    jobs = start(worker)
    jobs.enqueue(document, "draft")
    jobs.enqueue(other, "draft")
    until(jobs, other, state(JobState.DONE))
    view = jobs.views()[document]
    assert view.state is JobState.FAILED
    assert view.message == "a.txt: the file is damaged. Save it again."


def test_an_unforeseen_error_shows_no_traceback(start: Start, document: int) -> None:
    def worker(workspace: Workspace, document: int, progress: Progress) -> None:
        raise RuntimeError("secret detail")

    jobs = start(worker)
    jobs.enqueue(document, "draft")
    view = until(jobs, document, state(JobState.FAILED))
    assert "secret" not in view.message
    assert "log" in view.message


def test_a_failed_job_can_be_tried_again(start: Start, document: int) -> None:
    tries: list[int] = []

    def worker(workspace: Workspace, document: int, progress: Progress) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise InputError("not yet")

    jobs = start(worker)
    job = jobs.enqueue(document, "draft")
    until(jobs, document, state(JobState.FAILED))
    jobs.resume(job)
    assert until(jobs, document, state(JobState.DONE)).message == ""


def test_deleting_the_document_ends_its_job(
    workspace: Workspace, start: Start, document: int
) -> None:
    steps = Steps()
    jobs = start(steps)
    jobs.enqueue(document, "draft")
    steps.allow(1)
    until(jobs, document, lambda view: view.done == 1)
    delete_document(workspace, document)
    steps.allow(4)
    time.sleep(0.5)
    assert jobs.views() == {}
    assert len(steps.done) <= 2


def test_only_one_process_of_a_folder_does_the_jobs(
    workspace: Workspace, start: Start, document: int
) -> None:
    mine, others = Steps(total=1), Steps(total=1)
    mine.allow(1)
    others.allow(1)
    first = start(mine)
    first.enqueue(document, "draft")
    until(first, document, state(JobState.DONE))  # so that it holds the lock
    second = start(others)
    mine.done.clear()
    mine.allow(1)
    second.enqueue(document, "draft")
    until(first, document, state(JobState.DONE))
    assert (len(mine.done), len(others.done)) == (1, 0)


def test_a_kind_without_a_worker_is_a_mistake_of_ours(workspace: Workspace, document: int) -> None:
    with pytest.raises(ValueError, match="no worker"):
        Jobs(workspace, {}).enqueue(document, "draft")


def test_a_job_that_waits_is_not_queued_twice(workspace: Workspace, document: int) -> None:
    jobs = Jobs(workspace, {"draft": Steps()})
    assert jobs.enqueue(document, "draft") == jobs.enqueue(document, "draft")


def test_what_is_not_done_is_shown_before_what_is(workspace: Workspace, document: int) -> None:
    jobs = Jobs(workspace, {"draft": Steps(), "terms": Steps()})
    draft = jobs.enqueue(document, "draft")
    jobs.pause(draft)
    jobs.enqueue(document, "terms")
    assert jobs.views()[document].kind == "draft"
