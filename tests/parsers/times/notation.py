"""Passages as linguists write them in tests/cases: «[Тимофей Ракитин] погиб. ¶ {Пётр Зимин} приехал.»

`[name]` is a soldier, `{name}` an official, `<name>` a relative. A paragraph ends at ¶, a post at ¶¶, the
main text at ¶T; «# » at the start is a title's. `{{missing}}` at the start makes the soldiers missing.
`*…*` marks the feature that a scope is asked for.
"""

import re

from archive.records import Block, Part, Status
from parsers.person import Named, Role
from tests.parsers.documents import document

_TOKEN = re.compile(r"(?P<seam> ?¶[¶T]? ?)|[\[{<](?P<name>[^\[\]{}<>]+)[\]}>]|(?P<star>\*)")
_ROLES: dict[str, Role] = {"[": "soldier", "{": "official", "<": "relative"}


class Passage:
    """A written passage as a document, the people in it, and the marked feature's span."""

    def __init__(self, written: str, published: str | None = None) -> None:
        self.status: Status = "missing" if written.startswith("{{missing}}") else "killed"
        self.text, self.named, self.stars = "", [], []
        self._blocks: list[Block] = []
        self._start, self._group = 0, 0
        self._part: Part = "title" if written.startswith("# ") else "main"
        self._read(written.removeprefix("{{missing}}").removeprefix("# "))
        self.document = document(self.text, tuple(self._blocks), published=published)

    def _read(self, written: str) -> None:
        at = 0
        for token in _TOKEN.finditer(written):
            self.text += written[at : token.start()]
            at = token.end()
            if token["seam"]:
                self._close(token["seam"].strip())
            elif token["star"]:
                self.stars.append(len(self.text))
            else:
                self._name(token["name"], _ROLES[token[0][0]])
        self.text += written[at:]
        self._close("¶")

    def _name(self, name: str, role: Role) -> None:
        span = (len(self.text), len(self.text) + len(name))
        self.text += name
        status = self.status if role == "soldier" else None
        gender = "f" if name.endswith("а") and role == "relative" else "m"
        self.named.append(
            Named(*span, (span,), role, status, gender, name.split()[-1], name.split()[0], None)
        )

    def _close(self, seam: str) -> None:
        kind = "heading" if self._part == "title" else "paragraph"
        self._blocks.append(Block(self._start, len(self.text), self._part, kind, group=self._group))
        self.text += "\n"
        self._start = len(self.text)
        self._group += seam == "¶¶"
        self._part = "tail" if seam == "¶T" else "main"
