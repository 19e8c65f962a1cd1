"""Makes small Word, OpenDocument and EPUB files for tests, from the XML that matters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/"'
)

#: Built-in styles as Word names them, by their ids, as a German version has them.
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{more}</w:style>'
    for id_, name, more in (
        ("Titel", "Title", ""),
        ("Untertitel", "Subtitle", ""),
        ("berschrift1", "heading 1", ""),
        ("Zwischenzeile", "Cross Head", '<w:basedOn w:val="berschrift1"/>'),
        ("Beschriftung", "caption", ""),
        ("Zitat", "Quote", ""),
        ("Liste", "List Paragraph", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
        ("Gliederung", "Agency Head", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Kreis", "Circle", '<w:basedOn w:val="Kreis"/>'),
    )
)


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive of these members; `mimetype` is not packed, as the formats demand."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, held in members.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, (2024, 6, 24, 10, 0, 0)), held, compress_type=method)
    return packed.getvalue()


def paragraph(words: str, style: str = "", more: str = "") -> str:
    """Return a Word paragraph; words that begin with a tag are runs already."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + more
    runs = words if words.startswith("<") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a Word table of cells that are words, or paragraphs."""
    cells = (("".join(f"<w:tc>{cell if cell.startswith('<w:p') else paragraph(cell)}</w:tc>" for cell in row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(body: str, core: Mapping[str, str] | None = None, *, main: str = "word/document.xml", **parts: str) -> bytes:
    """Return a Word file.

    Args:
        body: the XML in its body.
        core: its properties, `dc:title` and so on.
        main: the name of its document.
        **parts: the XML in further members: `footnotes`, `header1` …
    """
    parts = {"styles": STYLES, **parts}
    roots = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    relations = "".join(f'<Relationship Id="{n}" Type="{_RELATION}/{n.rstrip("12")}" Target="{n}.xml"/>' for n in parts)
    properties = "".join(f"<{name}>{held}</{name}>" for name, held in (core or {}).items())
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="m" Type="{_RELATION}/officeDocument" Target="/{main}"/>'
            '<Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/></Relationships>',
            "docProps/core.xml": f"<cp:coreProperties {_CORE}>{properties}</cp:coreProperties>",
            main: f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>",
            f"word/_rels/{main.rpartition('/')[2]}.rels": f"<Relationships {_RELATIONS}>{relations}</Relationships>",
            **{f"word/{name}.xml": f"<w:{roots.get(name, name)} {_W}>{xml}</w:{roots.get(name, name)}>" for name, xml in parts.items()},
        }
    )


_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style", "meta", "manifest")
) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def _odf(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{root} {_ODF}>{inside}</office:{root}>'


def odt(body: str, meta: str = "", styles: str = "", *, manifest: str = "", mimetype: str = "text") -> bytes:
    """Return an OpenDocument text.

    Args:
        body: the XML in `office:text`.
        meta: the XML in `office:meta`.
        styles: the XML in `styles.xml`, with `office:styles` and so on.
        manifest: the XML in the manifest.
        mimetype: its end.
    """
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{mimetype}",
            "content.xml": _odf("document-content", f"<office:body><office:text>{body}</office:text></office:body>"),
            "styles.xml": _odf("document-styles", styles),
            "meta.xml": _odf("document-meta", f"<office:meta>{meta}</office:meta>"),
            "META-INF/manifest.xml": f"<manifest:manifest {_ODF}>{manifest}</manifest:manifest>",
        }
    )


def fodt(body: str, meta: str = "", styles: str = "") -> str:
    """Return an OpenDocument text that is one XML file."""
    return _odf("document", f"<office:meta>{meta}</office:meta>{styles}<office:body><office:text>{body}</office:text></office:body>")


def epub(chapters: Mapping[str, str], metadata: str = "", *, encryption: str = "", contents: str = "") -> bytes:
    """Return an EPUB book.

    Args:
        chapters: what is in their bodies, by the names of their files.
        metadata: the XML in the package's metadata.
        encryption: the XML in `META-INF/encryption.xml`.
        contents: the name of the chapter that is a table of contents.
    """
    nav = " properties='nav'"
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"{nav if name == contents else ""}/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OPS/book.opf": f"{package}<metadata>{metadata}</metadata>"
        f"<manifest>{items}<item id='p' href='p.png' media-type='image/png'/></manifest>"
        f"<spine>{spine}<itemref idref='p'/></spine></package>",
        **{
            f"OPS/{name}": f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
            for name, body in chapters.items()
        },
    }
    return archive(members | ({"META-INF/encryption.xml": encryption} if encryption else {}))
