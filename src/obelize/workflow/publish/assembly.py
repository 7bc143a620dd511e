"""A report put together from the store: a document, its pair, and what people decided about both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from obelize import __version__
from obelize.appraisal.rating import assess
from obelize.appraisal.signals import Lists, Rubric
from obelize.domain.annotation import Annotation, ItemState, Report
from obelize.domain.document import DocumentKind
from obelize.domain.literature import Receipt
from obelize.domain.review import Decision
from obelize.store import DocumentEntry, Repository
from obelize.workflow.replay import DecisionLog, states_of


def reportable(entries: Iterable[DocumentEntry]) -> list[DocumentEntry]:
    """The documents that get a report of their own: a summary goes into its transcript's, if that is in the store.

    Of several summaries of one talk the first by name goes in; the others are reported by themselves.
    """
    known = list(entries)
    transcripts = {entry.id for entry in known if entry.kind is DocumentKind.TRANSCRIPT}
    taken: set[str] = set()
    chosen = []
    for entry in known:
        talk = entry.transcript_id
        if entry.kind is DocumentKind.SUMMARY and talk in transcripts and talk not in taken:
            taken.add(talk)
            continue
        chosen.append(entry)
    return chosen


@dataclass(frozen=True, slots=True)
class Material:
    """What a report follows from: a document, its pair, and the log of both, undone entries included."""

    annotation: Annotation
    paired: Annotation | None
    log: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the user adds: lists, the address where the report is published; and the rubric, if not the shipped one."""

    lists: Lists = field(default_factory=Lists)
    address: str | None = None
    rubric: Rubric | None = None


def build_report(repository: Repository, document_id: str, frame: Frame | None = None) -> Report:
    """Everything that a report on one document holds. `NotInStoreError` if there is no such document."""
    return put_together(gather_material(repository, document_id), frame or Frame())


def gather_material(
    repository: Repository, document_id: str, entries: Sequence[DocumentEntry] | None = None
) -> Material:
    """The material of one document's report. `NotInStoreError` if there is no such document.

    `entries` are the store's documents, for a caller that has listed them already.
    """
    annotation = repository.annotation(document_id)
    paired = _pair_of(repository, annotation, repository.documents() if entries is None else entries)
    both = [annotation, *([paired] if paired else [])]
    return Material(annotation, paired, tuple(d for each in both for d in repository.decisions(each.document.id)))


def put_together(material: Material, frame: Frame) -> Report:
    """The report that follows from the material alone. Decisions that were undone leave no trace in it."""
    annotation, paired, log = material.annotation, material.paired, material.log
    states: dict[str, ItemState] = {}
    for document_id in [each.document.id for each in (annotation, paired) if each]:
        states |= states_of(entry for entry in log if entry.document_id == document_id)
    return Report(
        annotation=annotation,
        assessment=assess(annotation, states, paired, lists=frame.lists, rubric=frame.rubric),
        states=states,
        decisions=_standing(log),
        paired=paired,
        receipts=tuple(receipt for each in (annotation, paired) if each for receipt in _receipts(each)),
        program_version=__version__,
        address=frame.address,
    )


def _pair_of(repository: Repository, annotation: Annotation, entries: Sequence[DocumentEntry]) -> Annotation | None:
    """The transcript of a summary; of a talk, the first summary by name."""
    wanted = annotation.transcript_id
    if wanted is None:
        wanted = next((entry.id for entry in entries if entry.transcript_id == annotation.document.id), None)
    return repository.annotation(wanted) if any(entry.id == wanted for entry in entries) and wanted else None


def _standing(entries: Iterable[Decision]) -> tuple[Decision, ...]:
    log = DecisionLog()
    for entry in entries:
        log.add(entry)
    standing = [entry for key in log.items() for entry in log.active(key)]
    return tuple(sorted(standing, key=lambda entry: (entry.decided_at, entry.id)))


def _receipts(annotation: Annotation) -> Iterable[Receipt]:
    for offered in annotation.evidence.values():
        yield from offered.receipts
    for check in annotation.citation_checks.values():
        yield from check.receipts
