"""Archives and compressed files: each member a part, and the members that other formats (Word, OpenDocument, EPUB) are made of.

Modules: `members` (what the formats share: errors, names, what is left out, members read in memory), `compressed` (GZIP, BZIP2, XZ,
Zstandard), `zips`, `tars`.
"""

from __future__ import annotations

from seedlib.parsing.archives.compressed import COMPRESSED
from seedlib.parsing.archives.members import member, open_zip
from seedlib.parsing.archives.tars import TAR
from seedlib.parsing.archives.zips import ZIP

__all__ = ["COMPRESSED", "TAR", "ZIP", "member", "open_zip"]
