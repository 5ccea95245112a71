"""The team's log as a story: who ordered what and when it took effect, who said what, by minute."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from game import runtime, texts
from game.sim import reading as clock
from game.sim.seats import TITLES
from game.sim.view import LogLine, Record, View
from game.views.offers import choice_words

ROWS = 200
Line = dict[str, Any]
SIGNS = {
    "ordered": "→",
    "done": "✓",
    "failed": "✕",
    "note": "⚑",
    "said": "⚑",
    "seats": "⇄",
    "told": "✓",
}


def story(look: runtime.Look) -> list[dict[str, Any]]:
    """The newest lines in groups of one minute, the newest minute first."""
    newest = sorted(_lines(look), key=lambda line: (line["step"], line["place"]), reverse=True)
    by_minute = itertools.groupby(newest[:ROWS], key=lambda line: clock(line["step"])[:5])
    return [{"minute": minute, "lines": list(lines)} for minute, lines in by_minute]


def name_of(look: runtime.Look, actor: str) -> str:
    """The name behind an actor token; the desk itself has none."""
    return look.names.get(actor, "" if actor in ("", "system") else _("Facilitator"))


def linked(kind: str, words: str) -> dict[str, str]:
    """The words of a line, with what opens the evidence apart where a result lies there."""
    before, link, rest = words.rpartition(_("Evidence")) if kind == "done" else ("", "", words)
    return {"words": before, "link": link, "rest": rest} if link else {"words": words}


def _lines(look: runtime.Look) -> list[Line]:
    records = {row.seq: row for row in look.view.records}
    told = [rows for rows in _orders(look.view) if not _is_echo(rows[0], records)]
    orders = [_order(rows, records, look) for rows in told]
    notes = [
        _line(f"{note.key}", note, look, kind=note.kind, words=texts.render(note.words))
        for note in look.notes
    ]
    lines = [*orders, *notes]
    return [line | {"place": place} for place, line in enumerate(lines)]


def _orders(view: View) -> list[list[LogLine]]:
    """What belongs together: an order and its end within the same minute; anything else alone."""
    told: list[list[LogLine]] = []
    begun: dict[int, list[LogLine]] = {}
    for line in view.log:
        first = begun.pop(line.seq, None) if line.kind in ("done", "failed") else None
        if first and first[0].step // 60 == line.step // 60:
            first.append(line)
            continue
        told.append([line])
        if line.kind == "ordered":
            begun[line.seq] = told[-1]
    return told


def _is_echo(line: LogLine, records: dict[int, Record]) -> bool:
    """The end of an order whose form already says what was said."""
    return line.kind == "done" and line.seq in records


def _order(rows: list[LogLine], records: dict[int, Record], look: runtime.Look) -> Line:
    first, last = rows[0], rows[-1]
    key = f"l-{first.seq}-{first.step}-{first.kind}"
    if first.seq in records and last.kind != "failed":
        return _line(key, first, look, kind="said", words=sentence(records[first.seq], look))
    words = texts.render(first.text)
    if first is last:
        return _line(key, first, look, kind=first.kind, **linked(first.kind, words))
    if last.kind == "done" and last.step == first.step and words not in texts.render(last.text):
        return _line(key, first, look, kind="told", words=texts.render(last.text))
    end = _ending(first, last)
    return _line(key, first, look, kind="ordered", words=f"{words}. {end['words']}") | {
        name: end.get(name, "") for name in ("link", "rest")
    }


def _ending(first: LogLine, last: LogLine) -> dict[str, str]:
    """How an order ended, after its title."""
    title, words = texts.render(first.text), texts.render(last.text)
    if last.kind == "failed":
        return {"words": words}
    when = _("At once") if last.step == first.step else _("Done %(at)s") % {"at": clock(last.step)}
    rest = words.removeprefix(title).lstrip(". ")
    return linked("done", f"{when}: {rest}" if rest else f"{when}.")


def _line(key: str, row: Any, look: runtime.Look, *, kind: str, **more: str) -> Line:
    return {
        "id": key,
        "step": row.step,
        "who": name_of(look, row.actor),
        "kind": kind,
        "said": kind in ("note", "said", "seats"),
        "sign": SIGNS.get(kind, "·"),
        "how": how(kind),
        **more,
    }


def how(kind: str) -> str:
    """What stands between a name and what its order says."""
    ways = {
        "ordered": _(" ordered:"),
        "done": _(", done:"),
        "failed": ":",
        "note": ":",
        "told": ":",
    }
    return ways.get(kind, "")


def sentence(row: Record, look: runtime.Look) -> str:
    """What somebody said in a form, after their name."""
    say = _SAYINGS.get(row.kind)
    return say(row, look) if say else row.kind


def _decision(row: Record, _look: runtime.Look) -> str:
    names = ("action", "expects", "abort")
    words = {name: choice_words("decision_record", name, row.data.get(name)) for name in names}
    return (
        _("wrote down: we will “%(action)s”. We expect: %(expects)s. We stop if: %(abort)s.")
        % words
    )


def _assigned(row: Record, look: runtime.Look) -> str:
    words = {"task": task(row), "whom": whom(row, look), "minutes": row.data.get("minutes")}
    return _("gave %(whom)s a task: %(task)s, within %(minutes)s min.") % words


def _read_back(row: Record, look: runtime.Look) -> str:
    given = next((one for one in look.view.records if one.seq == row.data.get("of")), None)
    return _("read back: %(task)s.") % {"task": task(given) if given else "?"}


def _notice(row: Record, _look: runtime.Look) -> str:
    to = str(row.data.get("to", ""))
    fields = [name for name in row.data if name not in ("to", "update")]
    said = [choice_words(f"notify_{to}", name, row.data[name]) for name in fields]
    words = {"to": addressee(to), "said": "; ".join(said)}
    if row.data.get("update"):
        return _("told %(to)s anew: %(said)s.") % words
    return _("told %(to)s: %(said)s.") % words


def _hold(_row: Record, _look: runtime.Look) -> str:
    return _("put a hold on mails, logs and files: nothing is deleted.")


def _handover(_row: Record, _look: runtime.Look) -> str:
    return _("gave a hand-over.")


_SAYINGS: dict[str, Callable[[Record, runtime.Look], str]] = {
    "decision": _decision,
    "assign": _assigned,
    "read_back": _read_back,
    "notice": _notice,
    "hold": _hold,
    "handover": _handover,
}


def task(row: Record) -> str:
    return choice_words("assign", "task", row.data.get("task"))


def whom(row: Record, look: runtime.Look) -> str:
    """The seat that a task is for, and who holds it."""
    seat = str(row.data.get("seat", ""))
    names = [person.name for person in look.people if seat in person.seats]
    title = texts.render(TITLES[seat]) if seat in TITLES else seat
    return f"{title} ({names[0]})" if len(names) == 1 else title


def addressee(key: str) -> str:
    own = {
        "exchange": _("the exchange"),
        "regulator": _("the regulator"),
        "clients": _("the clients"),
        "client": _("the clients"),
        "board": _("the board"),
        "press": _("the press"),
    }
    return own.get(key, key)
