"""Mail: messages as documents, boxes of them, and pages saved as MHTML.

Modules, in the order of the work: `boxes` (a box to messages), `mime` (a message to its parts, however damaged), `content` (which parts
are text and which are attached), `replies` (a plain text to pieces, with what it quotes of other mails), `parser` (metadata, errors);
`known` has the record.
"""

from __future__ import annotations

from seedlib.parsing.mail.boxes import MBOX
from seedlib.parsing.mail.known import MAIL

__all__ = ["MAIL", "MBOX"]
