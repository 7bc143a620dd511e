"""Word documents and PDF, with the optional extra."""

import io
import sys
import zipfile

import pytest

from obelize.domain.document import SegmentRole
from obelize.errors import UnreadableInputError
from tests.unit.readers.conftest import Read


def a_pdf(*lines: str) -> bytes:
    """A PDF of one page, put together by hand."""
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    stream = f"BT /F1 12 Tf 20 700 Td {shown}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out.encode("latin-1")


def a_docx() -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.core_properties.title = "A summary"
    document.add_heading("What it cannot do", level=1)
    document.add_paragraph("Replace testing.", style="List Bullet")
    document.add_paragraph("⚠ UNVERIFIED — It kept 94 percent. Nobody published it.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "A", "94"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_pdfs_text_layer(read: Read) -> None:
    pytest.importorskip("pypdf")
    document = read(a_pdf("Prices fell by 90 percent.", "Nobody knows why."), "a.pdf")
    assert document.format == "pdf"
    assert [segment.text for segment in document.segments] == ["Prices fell by 90 percent.", "Nobody knows why."]


def test_a_pdf_without_text_is_no_document(read: Read) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(UnreadableInputError, match="no text layer"):
        read(a_pdf(), "a.pdf")


@pytest.mark.parametrize("cut", [20, 100, 300])
def test_a_damaged_pdf_is_refused_in_one_line(read: Read, cut: int) -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(UnreadableInputError, match=r"a\.pdf"):
        read(a_pdf("x")[:cut], "a.pdf")


def test_a_word_document_has_headings_lists_tables_and_marks(read: Read) -> None:
    document = read(a_docx(), "a.docx")
    assert document.source.title == "A summary"
    assert [(s.role, s.text) for s in document.segments] == [
        (SegmentRole.HEADING, "What it cannot do"),
        (SegmentRole.LIST_ITEM, "Replace testing."),
        (SegmentRole.MARK, "⚠ UNVERIFIED — It kept 94 percent. Nobody published it."),
        (SegmentRole.TABLE, "A | 94"),
    ]
    assert document.segments[1].scope == ("What it cannot do",)
    assert document.prior_marks[0].reason == "Nobody published it."


def test_a_zip_bomb_is_refused(read: Read) -> None:
    pytest.importorskip("docx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 50_000_000)
    with pytest.raises(UnreadableInputError, match="unpacks to more"):
        read(buffer.getvalue(), "a.docx")


def test_other_archives_are_refused(read: Read) -> None:
    pytest.importorskip("docx")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/nothing.txt", b"a")
    with pytest.raises(UnreadableInputError, match="not a sound"):
        read(buffer.getvalue(), "a.docx")


@pytest.mark.parametrize(("module", "data", "name"), [("docx", None, "a.docx"), ("pypdf", b"%PDF-1.4", "a.pdf")])
def test_without_the_extra_the_error_says_what_to_install(
    read: Read, monkeypatch: pytest.MonkeyPatch, module: str, data: bytes | None, name: str
) -> None:
    content = data or a_docx()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UnreadableInputError, match=r"obelize\[documents\]"):
        read(content, name)
