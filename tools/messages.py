"""Keep English whole: one catalogue a context, `<context>/locale/en/LC_MESSAGES/django.po`, and its `.mo`.

`python tools/messages.py` takes the Indonesian message ids from the code and the templates, keeps the English
that is there, drops what nothing says any more and compiles. With `--check` it only looks; faults are named
either way.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.template.base import DebugLexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "pendopo"
SINGULAR = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_CONSTANT = re.compile(r"""_\(("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)""")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|(?<!\{)\{\w+\}(?!\})")
_HEAD = {
    "Project-Id-Version": "pendopo",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


class Message(NamedTuple):
    """What a translator is asked for."""

    msgid: str
    plural: str = ""
    context: str | None = None


def in_python(source: str) -> Iterator[Message]:
    """The messages of a module: calls of gettext and its sisters with a literal text."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [
            each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if name in SINGULAR and texts:
            yield Message(texts[0])
        elif name in PLURAL and len(texts) > 1:
            yield Message(texts[0], plural=texts[1])
        elif name in IN_CONTEXT and len(texts) > 1:
            yield Message(texts[1], context=texts[0])


def in_template(source: str) -> Iterator[Message]:
    """The messages of a template: translate, blocktranslate, and ``_("...")`` in any tag."""
    block: list[str] | None = None
    opening: list[str] = []
    for token in DebugLexer(source).tokenize():
        words = list(smart_split(token.contents)) if token.token_type is TokenType.BLOCK else [""]
        if block is not None and words[0] == "endblocktranslate":
            yield _of_block(opening, "".join(block))
            block = None
        elif block is not None:
            block.append(_in_block(token.token_type, token.contents))
        elif words[0] == "blocktranslate":
            block, opening = [], words
        elif token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            yield from (Message(_unquoted(text)) for text in _CONSTANT.findall(token.contents))
            if words[0] == "translate" and words[1][0] in "\"'":
                context = _unquoted(words[words.index("context") + 1]) if "context" in words else None
                yield Message(_unquoted(words[1]), context=context)


def _unquoted(text: str) -> str:
    return text[1:-1].replace(f"\\{text[0]}", text[0])


def _in_block(kind: TokenType, contents: str) -> str:
    if kind is TokenType.VAR:
        return f"%({contents.partition('|')[0]})s"
    if kind is TokenType.BLOCK:
        return "\0"  # {% plural %} is all that may stand here
    return contents.replace("%", "%%") if kind is TokenType.TEXT else ""


def _of_block(opening: list[str], text: str) -> Message:
    parts = [trim_whitespace(part) if "trimmed" in opening else part for part in text.split("\0")]
    context = _unquoted(opening[opening.index("context") + 1]) if "context" in opening else None
    return Message(parts[0], plural="".join(parts[1:]), context=context)


def contexts() -> list[Path]:
    """The packages that keep a catalogue: those of the first storey below ours, and each connector."""
    packages = {path.parent for path in PACKAGE.glob("*/__init__.py")} - {PACKAGE / "connectors"}
    return sorted(packages | {path.parent for path in PACKAGE.glob("connectors/*/__init__.py")})


def messages_of(context: Path) -> dict[Message, set[str]]:
    """Every message of a context with the files that say it, in the order of the files."""
    found: dict[Message, set[str]] = {}
    for path in sorted(
        [
            *context.rglob("*.py"),
            *(each for end in ("html", "txt") for each in context.rglob(f"templates/**/*.{end}")),
        ]
    ):
        read = in_python if path.suffix == ".py" else in_template
        for message in read(path.read_text()):
            found.setdefault(message, set()).add(str(path.relative_to(PACKAGE)))
    return found


def merged(found: dict[Message, set[str]], known: polib.POFile, file: Path) -> polib.POFile:
    """The catalogue of what was found, with the English that is known."""
    old = {Message(entry.msgid, entry.msgid_plural, entry.msgctxt): entry for entry in known}
    catalogue = polib.POFile(wrapwidth=100, check_for_duplicates=True)
    catalogue.fpath, catalogue.metadata = str(file), _HEAD
    for message, places in found.items():
        before = old.get(message, polib.POEntry())
        entry = polib.POEntry(msgid=message.msgid, msgid_plural=message.plural, msgctxt=message.context)
        entry.occurrences = [(place, "") for place in sorted(places)]
        entry.flags = sorted(set(before.flags) | ({"python-format"} if "%(" in message.msgid else set()))
        entry.msgstr = before.msgstr
        if message.plural:
            entry.msgstr_plural = before.msgstr_plural or {0: "", 1: ""}
        catalogue.append(entry)
    return catalogue


def faults_of(catalogue: polib.POFile) -> Iterator[str]:
    """Why a reader of English would meet Indonesian, or a broken text."""
    for entry in catalogue:
        english = _english(entry)
        if not all(english):
            yield f"no English: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        elif any(
            set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(entry.msgid)) for text in english
        ):
            yield f"other placeholders: {entry.msgid!r}"


def _english(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def contradictions(catalogues: list[polib.POFile]) -> Iterator[str]:
    """Catalogues are one table when the program runs, so a message has one English everywhere."""
    said: dict[Message, set[str]] = {}
    for entry in (entry for catalogue in catalogues for entry in catalogue):
        message = Message(entry.msgid, entry.msgid_plural, entry.msgctxt)
        if all(_english(entry)):
            said.setdefault(message, set()).add(" / ".join(_english(entry)))
    yield from (
        f"two translations: {each.msgid!r}: {texts}" for each, texts in said.items() if len(texts) > 1
    )


def main() -> int:
    """Write and compile the catalogues, or with ``--check`` compare; faults are told either way."""
    is_check, faults, catalogues = "--check" in sys.argv, [], []
    for context in contexts():
        found = messages_of(context)
        if not found:
            continue
        file = context / "locale" / "en" / "LC_MESSAGES" / "django.po"
        catalogue = merged(found, polib.pofile(str(file)) if file.exists() else polib.POFile(), file)
        compiled = file.with_suffix(".mo")
        if is_check:
            is_current = file.exists() and file.read_text() == f"{catalogue}\n"
            is_current = is_current and compiled.exists() and compiled.read_bytes() == catalogue.to_binary()
            faults += [] if is_current else [f"{context.name}: stale, run make messages"]
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{catalogue}\n")
            catalogue.save_as_mofile(str(compiled))
        faults += [f"{context.name}: {fault}" for fault in faults_of(catalogue)]
        catalogues.append(catalogue)
    faults += contradictions(catalogues)
    print("\n".join(faults) or "English is whole")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
