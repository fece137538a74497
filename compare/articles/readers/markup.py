"""XML from strangers → a tree: no document type definition, no entity, no network, no file.

Entities are how a few lines of XML become gigabytes, or the text of a file of the reader's machine. They need a
document type definition, so what has one is refused. libxml2's own limits of depth and size stay on.
"""

from __future__ import annotations

from typing import Any

from compare.articles.document import Unreadable, one_line


def parsed(data: bytes, what: str) -> Any:
    """Return the root of the XML `data`, an element of lxml. Raises `Unreadable`."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"is damaged {what} ({one_line(str(error))[:200]}); export it again") from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(f"is {what} with a document type definition, which may hide anything; export it without")
    return root
