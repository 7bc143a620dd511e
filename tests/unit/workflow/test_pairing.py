"""A summary finds its transcript, or none."""

import pytest

from obelize.domain.document import Document, DocumentKind, Source
from obelize.workflow.pairing import pair_documents


def transcript(name: str, source: Source = Source()) -> Document:  # noqa: B008 - frozen
    return Document(f"id of {name}", name, DocumentKind.TRANSCRIPT, "webvtt", "", "f", (), source)


def summary(name: str, of: str | None = None, source: Source = Source()) -> Document:  # noqa: B008 - frozen
    return Document(f"id of {name}", name, DocumentKind.SUMMARY, "markdown", "", "f", (), source, summary_of=of)


@pytest.mark.parametrize(
    ("summary_name", "transcript_name"),
    [
        ("talks/distillation.summary.txt", "talks/distillation.vtt"),
        ("talks/distillation-summary.md", "talks/distillation.en.srt"),
        ("talks/Distillation notes.md", "talks/distillation_transcript.txt"),
        ("summaries/distillation.md", "talks/distillation.vtt"),
        ("talks/talk.summary.md", "talks/talk.vtt"),
        ("talks/talk-notes.txt", "talks/talk.en.vtt"),
    ],
)
def test_by_name(summary_name: str, transcript_name: str) -> None:
    documents = [summary(summary_name), transcript(transcript_name), transcript("talks/other.vtt")]
    assert pair_documents(documents) == {f"id of {summary_name}": f"id of {transcript_name}"}


@pytest.mark.parametrize(
    "of", ["a.vtt", "one/a.vtt", "./one/a.vtt", "a", "https://youtu.be/mL15smallm0", "mL15smallm0"]
)
def test_by_what_it_states(of: str) -> None:
    recording = Source(media_id="mL15smallm0")
    documents = [summary("b.summary.md", of), transcript("one/a.vtt", recording), transcript("b.vtt")]
    assert pair_documents(documents) == {"id of b.summary.md": "id of one/a.vtt"}


def test_by_the_same_recording() -> None:
    documents = [
        summary("digest.md", source=Source(url="https://www.youtube.com/watch?v=mL15smallm0&t=10")),
        transcript("x.vtt", Source(media_id="mL15smallm0")),
        transcript("y.vtt", Source(media_id="another0000")),
    ]
    assert pair_documents(documents) == {"id of digest.md": "id of x.vtt"}


def test_the_users_word_comes_first() -> None:
    documents = [summary("a.summary.md"), transcript("a.vtt"), transcript("b.vtt")]
    explicit = {"id of a.summary.md": "id of b.vtt"}
    assert pair_documents(documents, explicit) == explicit


def test_the_pair_so_far_comes_before_names_and_after_what_is_stated() -> None:
    documents = [summary("a.summary.md"), summary("c.summary.md", "a.vtt"), transcript("a.vtt"), transcript("b.vtt")]
    earlier = {"id of a.summary.md": "id of b.vtt", "id of c.summary.md": "id of b.vtt"}
    pairs = {"id of a.summary.md": "id of b.vtt", "id of c.summary.md": "id of a.vtt"}
    assert pair_documents(documents, None, earlier) == pairs


def test_its_own_folder_comes_before_others() -> None:
    documents = [summary("one/a.summary.md"), transcript("two/a.vtt"), transcript("one/a.vtt")]
    assert pair_documents(documents) == {"id of one/a.summary.md": "id of one/a.vtt"}


@pytest.mark.parametrize("names", [[], ["other.vtt"], ["a.vtt", "a.srt"]])
def test_no_pair_where_none_or_several_fit(names: list[str]) -> None:
    assert pair_documents([summary("a.summary.md"), *map(transcript, names)]) == {}
