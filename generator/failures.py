"""What goes wrong with the machine, in words: a message, what to do, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass

BUG_HINT = "this is a bug of explainer; run again with -v and report what it prints"


@dataclass(frozen=True, slots=True)
class Told:
    """A failure, as the command line tells it."""

    message: str
    hint: str
    code: int
    is_bug: bool = False


def explain(failure: Exception) -> Told:
    """A failure in words. Anything that is not known here is a bug of ours."""
    from generator.deploy.failure import DeployFailed
    from generator.ingest.errors import IngestError
    from generator.model.snapshot import InputChanged, ProjectUnreadable
    from generator.output.templates import TemplateFault
    from generator.place import ProjectNotFound
    from generator.publish.failure import PublishError
    from generator.publish.lock import Locked
    from generator.refusal import Refused

    if isinstance(failure, ProjectNotFound):
        hint = "make one with `explainer init DIR`, or name a project with `explainer -C DIR …`"
        return Told(str(failure), hint, 3)
    if isinstance(failure, (Refused, IngestError, DeployFailed)):
        return Told(failure.message, failure.hint, 3)
    if isinstance(failure, Locked):
        return Told(str(failure), "wait for it, then try again", 75)
    if isinstance(failure, PublishError):
        return Told(failure.message, failure.hint, 3)
    if isinstance(failure, ProjectUnreadable):
        return Told(str(failure), "give yourself the right to read it", 3)
    if isinstance(failure, InputChanged):
        return Told(str(failure), "build again when it is saved", 3)
    if isinstance(failure, TemplateFault):
        line = f":{failure.line}" if failure.line else ""
        page = f" (page {failure.page})" if failure.page else ""
        return Told(f"{failure.template}{line}: {failure.message}{page}", "mend the template; nothing was published", 1)
    if isinstance(failure, OSError):
        name = f" `{failure.filename}`" if failure.filename else ""
        return Told(f"{(failure.strerror or str(failure)).lower()}{name}", "", 3)
    return Told(f"internal error: {type(failure).__name__}: {failure}", BUG_HINT, 3, is_bug=True)
