"""A made-up language: English with accents and a third longer, to see what has no sentence."""

from __future__ import annotations

import re

from fluent.syntax import FluentParser, FluentSerializer, ast
from fluent.syntax.visitor import Transformer

_ACCENTS = str.maketrans("abcdeilmnorstuyADEILMNORSTUY", "áƀćďéíĺḿńóŕśťúýÁĎÉÍĹḾŃÓŔŚŤÚÝ")
# Commands, options and addresses are typed and copied: they stay.
_TYPED = re.compile(r"(/\w+|\S*[=@_]\S*|\S*\w:\S+|--\S+|oneiro \S+( \S+)?)")
LONGER = 0.3


def pseudo(source: str) -> str:
    """A Fluent resource with every text in it changed, and no fact, function or name."""
    resource = FluentParser().parse(source)
    for entry in resource.body:
        if isinstance(entry, ast.Message) and entry.value is not None:
            _Accents().visit(entry.value)
            _lengthen(entry.value)
    return FluentSerializer().serialize(resource)


class _Accents(Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802
        parts = _TYPED.split(node.value)
        pieces = [
            part if part and _TYPED.fullmatch(part) else (part or "").translate(_ACCENTS)
            for part in parts[::3]
        ]
        typed = [each[0] for each in _TYPED.finditer(node.value)]
        woven = [piece for pair in zip(pieces, [*typed, ""], strict=True) for piece in pair]
        return ast.TextElement("".join(woven))


def _lengthen(pattern: ast.Pattern) -> None:
    """``[text···]``: a cut end shows."""
    letters = sum(len(e.value) for e in pattern.elements if isinstance(e, ast.TextElement))
    if letters:
        # No text begins with a bracket that Fluent would read.
        pattern.elements.insert(0, ast.Placeable(ast.StringLiteral("[")))
        pattern.elements.append(ast.TextElement("·" * (1 + int(letters * LONGER)) + "]"))
