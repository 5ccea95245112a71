"""What a view says to whoever can read it. For scripted teams; it knows the screen and no more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from game.sim.text import Text, text
from game.sim.view import FRAME_FIELDS, View

LIMIT_CENTS = 2_000_000 * 100  # gross, of account 33
AGAIN = 60  # entries a minute of orders that a feed had sent before: more than corrections


def offered(view: View, action: str) -> bool:
    """Is the button live?"""
    return any(offer.name == action and offer.why_not is None for offer in view.offers)


def latency(view: View, action: str) -> int:
    """Seconds that the order takes, as its button says."""
    return next(offer.latency_s for offer in view.offers if offer.name == action)


def lines(view: View, key: str) -> tuple[Text, ...]:
    """The lines of an opened item of evidence; none when it was not opened."""
    return next((item.lines for item in view.evidence if item.key == key), ())


def all_lines(view: View, name: str) -> list[Text]:
    """The lines of an item that is opened router by router, and of a sweep."""
    return [
        line
        for item in view.evidence
        if item.key == name or item.key.startswith(f"{name}-")
        for line in item.lines
    ]


def opened(view: View) -> list[str]:
    """Keys of all opened evidence: what can be cited."""
    return [item.key for item in view.evidence]


def has_mail(view: View, group: str) -> bool:
    """Has a mail of that subject come?"""
    return any(mail.key == group for mail in view.mail)


def rings(view: View, since: int) -> bool:
    """Has anybody called or written to the desk since, in earnest?"""
    return any(
        message.step >= since
        and message.channel in ("phone", "chat")
        and message.severity in ("warn", "crit")
        for message in view.messages
    )


def called_by(view: View, sender: Text) -> bool:
    """Has this caller been on the line?"""
    return any(message.channel == "phone" and message.sender == sender for message in view.messages)


def host(line: Text) -> int:
    """The shown number of the router that a line speaks of; 0 when it speaks of none."""
    number = line.params.get("host")
    return number if isinstance(number, int) else 0


def number(line: Text, name: str) -> int:
    """A number in a line; 0 when it has none of that name."""
    value = line.params.get(name)
    return value if isinstance(value, int) else 0


def frame(view: View, name: str) -> int:
    """One of the fast numbers of the screen."""
    return view.numbers[FRAME_FIELDS.index(name)]


# Builds


def release(view: View) -> object:
    """The build that most routers have on disk: what was meant to be there."""
    builds = [line.params.get("build") for line in all_lines(view, "e05_builds")]
    return Counter(builds).most_common(1)[0][0] if builds else None


def old_on_disk(view: View) -> list[int]:
    """Routers whose file is another one than the release."""
    meant = release(view)
    rows = all_lines(view, "e05_builds")
    return sorted({host(line) for line in rows if line.params.get("build") != meant})


def old_in_memory(view: View) -> list[int]:
    """Routers that run something else than the release that is on most disks."""
    meant = release(view)
    rows = [line for line in all_lines(view, "e06_processes") if "build" in line.params]
    return sorted({host(line) for line in rows if meant and line.params["build"] != meant})


def senders(view: View) -> list[int]:
    """Routers that sent the rejects, by the raw headers."""
    return sorted({host(line) for line in lines(view, "e02_header")} - {0})


def only_a_test(view: View) -> bool:
    """Do the headers say that the rejects come from a test host?"""
    found = lines(view, "e02_header")
    return bool(found) and not senders(view)


def streams(view: View) -> list[int]:
    """Routers on which a canary order went on without end."""
    found = [item for item in view.evidence if item.key.startswith("e23_canary")]
    return [host(item.lines[0]) for item in found if item.lines[-1].id.startswith("Children went")]


def power_peg_in_archive(view: View) -> bool:
    """Does the archive say that the former build runs away while the flag is on?"""
    return any("still has Power Peg:" in line.id for line in lines(view, "e22_archive"))


# Flow


def loud(view: View, above: int = 2_000) -> list[int]:
    """Routers that send far more than comes in: `above` in hundredths, a healthy one has 600."""
    return [row.shown for row in view.fleet if row.ratio is not None and row.ratio > above]


def isolated(view: View) -> list[int]:
    """Routers whose port is shut."""
    return [row.shown for row in view.fleet if row.state == "isolated"]


def verified(view: View) -> bool:
    """Did the newest check of fills against open orders come out clean?"""
    return any(line.id.startswith("For three minutes") for line in lines(view, "e27_verified"))


def position_seen(view: View) -> bool:
    """Does PMON show more in account 33 than its limit?"""
    return frame(view, "gross_cents") > LIMIT_CENTS


@dataclass(frozen=True)
class Drop:
    """What the drop copy said: executions a second without an open parent, and how many of them
    repeat an execution that came before."""

    unmatched: int
    repeated: int


def drop_copy(view: View) -> Drop:
    """The newest look at the drop copy."""
    rates = [number(line, "rate") for line in lines(view, "e16_drop_copy")]
    return Drop(rates[0], rates[1] if len(rates) > 2 else 0) if rates else Drop(0, 0)


def full_parents(view: View) -> int:
    """Parents that are filled while children go on leaving for them."""
    found = lines(view, "e12_parents")
    return number(found[0], "count") if found else 0


def repeating_feeds(view: View) -> list[int]:
    """Numbers of the feeds, as forms have them, whose client orders come again and again."""
    rows = [line for line in lines(view, "e12_parents") if "entries" in line.params]
    return [place for place, line in enumerate(rows, 1) if number(line, "entries") > AGAIN]


def odd_feeds(view: View) -> dict[int, str]:
    """Feeds that the report makes look odd: numbers and what may be wrong with them."""
    rows = [line for line in lines(view, "e30_feeds") if "resets" in line.params]
    odd: dict[int, str] = {}
    for place, line in enumerate(rows, 1):
        if line.params.get("source") == text("a file"):
            odd[place] = "test_data"
        elif number(line, "resets") >= 4:
            odd[place] = "upstream"
    return odd


def open_signs(view: View) -> list[str]:
    """Signs that the desk has seen and nobody has closed."""
    return [check.key for check in view.checks if check.step is None]


def knows_the_cause(view: View) -> bool:
    """Has anything been opened that names a host or a feed?"""
    return bool(
        senders(view)
        or old_on_disk(view)
        or old_in_memory(view)
        or streams(view)
        or full_parents(view)
        or repeating_feeds(view)
    )


def old_ones(view: View) -> list[int]:
    """Routers that header, manifest or process list point at."""
    return sorted({*senders(view), *old_in_memory(view), *old_on_disk(view)})
