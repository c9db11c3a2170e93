"""How much of one file is read, and why no more."""

FILE_LIMIT = 500_000_000
"""Bytes of a file. It is held whole in memory while it is read, and indexing is to stay within
1 GB; the largest scanned agenda packs that councils publish are about 300 MB."""

PAGE_LIMIT = 5_000
"""Pages of a PDF. The longest agenda packs have about 1,500; more is a bundle of documents
that should be split, or a damaged page count."""

TEXT_LIMIT = 50_000_000
"""Bytes of text, counted in UTF-8. A page of print is about 3,000, so that this is three times
`PAGE_LIMIT` full pages: more is data, not a document."""

HTML_LIMIT = 10_000_000
"""Bytes of an HTML file. Its parsed tree takes some thirty times as much memory."""

UNPACKED_LIMIT = 300_000_000
"""Bytes of a DOCX when unpacked, pictures included: python-docx holds all of them at once."""

MEMBERS_LIMIT = 10_000
"""Parts of a DOCX, each picture one; its library holds them all. A long report has hundreds."""

MARKUP_LIMIT = 40_000_000
"""Bytes of one part of a DOCX that may hold its text. Parsed it takes ten times as much; a
thousand-page document has about 15 MB."""

STREAM_LIMIT = 32_000_000
"""Bytes of one PDF stream when inflated, pictures and attachments excepted. pdfium allows 1 GB
and was measured to take 16 bytes for each byte of page description, so 500 MB at this limit;
the largest in 160 inspection reports is 0.3 MB, and drawings of whole boroughs stay below 20."""

PASSAGES_LIMIT = 200_000
"""Passages of a file. A page has about five, so that this is eight times `PAGE_LIMIT` pages."""

PROPERTY_LIMIT = 2_000
"""Characters of a title, an author or a bookmark in a file's own words about itself."""
