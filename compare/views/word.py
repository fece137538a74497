"""A comparison as a Word document: the blocks of `dossier`, set with real headings, tables and links.

Headings are Word's own, so that the navigation pane lists them; a table repeats its head on every page and breaks no
row; what an outlet wrote is text, never a field. Words of a right-to-left script are marked as such, and words of
another language bear its code, so that Word picks a font and a dictionary that fit.

The file is a zip archive whose members bear no moment: the same comparison gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from compare.errors import TellingsError
from compare.views.dossier import Heading, Table, Words, dossier, right_to_left
from compare.views.workbook import made

if TYPE_CHECKING:
    from compare.model import Comparison
    from compare.views.dossier import Cell, Dossier, Line, Run

_INK: Final = "1F3A4D"
_LOOKS: Final = {"faint": "5A6570", "clash": "9B1C1C"}
_PAPER: Final = 17.0  # centimetres between the margins of A4
_KINDS: Final = {"body": "Normal", "lead": "Lead", "bullet": "List Bullet", "alert": "Alert"}


def to_docx(comparison: Comparison) -> bytes:
    """Return the document's file; the same comparison, the same bytes. Raises `TellingsError` without python-docx."""
    try:
        import docx
    except ImportError as error:
        raise TellingsError("a Word document needs python-docx; run: pip install 'tellings[docx]'") from error
    told = dossier(comparison)
    document = docx.Document()
    _dress(document, told)
    for block in told.blocks:
        match block:
            case Heading():
                document.add_heading(block.text, 0 if block.level == 1 else block.level - 1)
            case Words():
                _set(document.add_paragraph(style=_KINDS[block.kind]), block.line)
            case Table():
                _table(document, block)
    with io.BytesIO() as file:
        document.save(file)
        return _timeless(file.getvalue())


def _dress(document: Any, told: Dossier) -> None:
    """Give the document its page, its styles, its particulars and a footer with the number of the page."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    styles = document.styles
    for name, size, before in (("Title", 20, 0), ("Heading 1", 14, 16), ("Heading 2", 11, 8)):
        style = styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, RGBColor.from_string(_INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
        _font(style, "Calibri")
    _font(styles["Normal"], "Calibri")
    styles["Normal"].font.size = Pt(10)
    styles["Normal"].paragraph_format.space_after = Pt(4)
    for name in ("Lead", "Alert"):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.italic, style.font.bold = name == "Lead", name == "Alert"
        style.paragraph_format.keep_with_next = name == "Lead"
    particulars = document.core_properties
    particulars.title, particulars.author, particulars.language = told.title[:250], "tellings", "en"
    particulars.subject = ", ".join(told.sources)[:250]
    particulars.comments = f"Made by tellings {told.version}".strip()
    particulars.created = particulars.modified = made()
    particulars.last_modified_by = "tellings"
    footer = section.footer.paragraphs[0]
    footer.add_run(f"tellings {told.version} · ".replace("  ", " "))
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")


def _font(style: Any, name: str) -> None:
    """Set the font of a style for Latin script only; for others Word has its own."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:ascii"), name)
    fonts.set(qn("w:hAnsi"), name)


def _field(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _table(document: Any, block: Table) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    table.autofit = False
    _borders(table)
    widths = [Cm(_PAPER * share) for share in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, name in zip(table.rows[0].cells, block.head, strict=True):
        run = cell.paragraphs[0].add_run(name)
        run.bold = True
        _shade(cell, "E3E9ED")
    _row_property(table.rows[0], "tblHeader")
    for number, row in enumerate(block.rows):
        cells = table.add_row().cells
        _row_property(table.rows[-1], "cantSplit")
        if row.wide:
            cells = [cells[0].merge(cells[-1])]
            _shade(cells[0], "F6F4EC")
        held = number + 1 < len(block.rows) and not block.rows[number + 1].first
        for cell, content in zip(cells, row.cells, strict=True):
            _fill(cell, content, keep=held)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    document.add_paragraph().paragraph_format.space_after = 0


def _fill(cell: Any, content: Cell, *, keep: bool) -> None:
    """Set the lines of a cell, a paragraph each; `keep` holds the row on the page of the next."""
    from docx.shared import Pt

    for number, line in enumerate(content or ((),)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.keep_with_next = keep
        _set(paragraph, line)


def _set(paragraph: Any, line: Line) -> None:
    from docx.oxml import OxmlElement

    if right_to_left(line):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in line:
        if run.text:
            _run(paragraph, run)


def _run(paragraph: Any, run: Run) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    made_run = paragraph.add_run(run.text)
    font = made_run.font
    font.bold = True if run.look in ("strong", "own", "clash") else None
    font.underline = True if run.look == "clash" or run.link else None
    if run.look in _LOOKS:
        font.color.rgb = RGBColor.from_string(_LOOKS[run.look])
    if run.look == "faint":
        font.size = Pt(9)
    properties = made_run._r.get_or_add_rPr()
    if right_to_left((run._replace(look=""),)):
        font.rtl, font.cs_bold = True, font.bold
    if run.language and run.language != "en":
        language = OxmlElement("w:lang")
        for kind in ("val", "eastAsia", "bidi"):
            language.set(qn(f"w:{kind}"), run.language)
        properties.append(language)
    if run.link:
        target = paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), target)
        made_run._r.addprevious(link)
        link.append(made_run._r)


def _shade(cell: Any, colour: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _borders(table: Any) -> None:
    """Leave the table thin lines between its rows only."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("top", "bottom", "insideH") else "nil")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), "C4CCD2")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _row_property(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _timeless(data: bytes) -> bytes:
    """Return a zip archive with the same members, which bear no moment but that of the archive's kind (1980)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
            for name in archive.namelist():
                out.writestr(zipfile.ZipInfo(name), archive.read(name), zipfile.ZIP_DEFLATED)
        return file.getvalue()
