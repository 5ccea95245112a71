"""Filters of the pages: texts of the simulation, money, counts and simulated time.

The number formats are those of static/js/numbers.js; both follow
tests/views/format_vectors.json, so a value reads the same before and after a frame.
"""

from __future__ import annotations

import math
from typing import Any

from django import template

from game import texts
from game.sim.seats import TITLES
from game.sim.text import Text

register = template.Library()

MINUS = "\u2212"
UNITS = ((1, ""), (10**3, "k"), (10**6, "M"), (10**9, "bn"))
SEVERITIES = {"crit": "▲", "warn": "◆", "info": "●", "note": "○"}
START_S = 8 * 3600


def _half(top: int, bottom: int) -> int:
    """Quotient, halves rounded up: what Math.floor((2 a + b) / (2 b)) gives in the browser."""
    return (2 * top + bottom) // (2 * bottom)


def _sign(value: int, words: str, *, plus: bool) -> str:
    if value < 0:
        return MINUS + words
    return "+" + words if value > 0 and plus else words


def _three(cents: int, unit: int) -> str | None:
    """`cents` in `unit` dollars with three significant digits; None where that needs a fourth."""
    for places in (0,) if unit == 1 else (2, 1, 0):
        scaled = _half(cents * 10**places, 100 * unit)
        if scaled < 1000:
            return f"{scaled / 10**places:.{places}f}"
    return None


def _short(cents: int) -> str:
    for unit, name in UNITS:
        words = _three(cents, unit)
        if words is not None:
            return words + name
    return f"{_half(cents, 10**11):,}bn"


@register.filter
def money(cents: int) -> str:
    """Whole dollars with their sign."""
    words = f"${_half(abs(cents), 100):,}"
    return _sign(cents if abs(cents) >= 50 else 0, words, plus=True)


@register.filter
def compact(cents: int) -> str:
    """Three significant digits without a plus: $2.42M."""
    return _sign(cents if abs(cents) >= 50 else 0, "$" + _short(abs(cents)), plus=False)


@register.filter
def signed(cents: int) -> str:
    """Three significant digits with a sign: +$212M."""
    return _sign(cents if abs(cents) >= 50 else 0, "$" + _short(abs(cents)), plus=True)


@register.filter
def points(value: int) -> str:
    """Points with their sign: +20."""
    return _sign(value, str(abs(value)), plus=True)


@register.filter
def loss(usd: float | None) -> str:
    """A loss in dollars (positive = lost) as money on the account: negative."""
    return "n/a" if usd is None else signed(-round(usd * 100))


@register.filter
def dollars(usd: float) -> str:
    """An amount in dollars without a sign: $82.0M."""
    return compact(abs(round(usd * 100)))


@register.filter
def count(value: int | str | None) -> str:
    """A count with thousands; -1, None and what a template does not find are unknown."""
    if not isinstance(value, int) or value == -1:
        return "?"
    return _sign(value, f"{abs(value):,}", plus=False)


@register.filter
def price(cents: int) -> str:
    """A price per share to the cent."""
    return f"${cents / 100:,.2f}"


@register.filter
def shares(value: int) -> str:
    """Shares with their sign."""
    return _sign(value, f"{abs(value):,}", plus=True)


@register.filter
def ratio(hundredths: int | None) -> str:
    """Orders out per order in, from hundredths: one decimal below ten."""
    if hundredths is None or hundredths < 0:
        return "?"
    tenths = _half(hundredths, 10)
    words = f"{tenths / 10:.1f}" if tenths < 100 else f"{_half(hundredths, 100):,}"
    return words + "×"


@register.filter
def clock(step: int | None) -> str:
    """Simulated time of day; step 0 is 08:00:00."""
    if step is None or step < 0:
        return "?"
    second = START_S + int(step)
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


@register.filter
def span(seconds: float) -> str:
    """A span of seconds as m:ss."""
    whole = max(0, -int(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02d}"


@register.filter
def speed(factor: float) -> str:
    """How fast simulated time runs."""
    return f"×{factor:g}"


@register.filter
def minute(factor: float) -> str:
    """Real seconds that a simulated minute takes at that speed: to a tenth, whole ones without."""
    return f"{math.floor(600 / factor + 0.5) / 10:g}" if factor > 0 else "?"


@register.filter
def beat(seconds: int | None) -> str:
    """Age of a heartbeat."""
    return "?" if seconds is None or seconds < 0 else f"{seconds:,} s"


@register.filter
def direction(value: float) -> str:
    """The sign alone, for `data-sign`."""
    return "-" if value < 0 else "+" if value > 0 else ""


@register.filter
def move(hundredths: int) -> str:
    """A change of price from hundredths of a percent: +5.3 %."""
    tenths = _half(abs(hundredths), 10)
    return _sign(hundredths if tenths else 0, f"{tenths / 10:.1f} %", plus=True)


@register.filter
def seat_title(seat: str) -> str:
    """A seat's name in full."""
    return texts.render(TITLES[seat]) if seat in TITLES else seat


@register.filter
def text(value: Any) -> str:
    """A Text of the simulation in the reader's language; in a stored result it is plain data."""
    return "" if value is None else texts.render(_revived(value))


def _revived(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return Text(value["text"], {name: _revived(item) for name, item in value["params"].items()})


@register.filter
def shape(severity: str) -> str:
    """The sign that stands beside a severity's word, so that it reads without colour."""
    return SEVERITIES.get(severity, "○")


@register.filter
def shown_code(code: str) -> str:
    """BXKR7M4Q as BXKR-7M4Q."""
    return f"{code[:4]}-{code[4:]}"


@register.filter
def percent(share: float) -> int:
    """0..1 as whole percent, for bars."""
    return round(max(0.0, min(1.0, share)) * 100)


@register.filter
def minus(value: int, other: int) -> int:
    """Difference."""
    return int(value) - int(other)


@register.filter
def get(mapping: Any, key: str) -> Any:
    """Item `key`, or None."""
    return mapping.get(key)
