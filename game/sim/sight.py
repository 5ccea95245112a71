"""What a view says to whoever can read it. For scripted teams; it knows the screen and no more."""

from __future__ import annotations

from game.sim.text import Text, text
from game.sim.view import View


def offered(view: View, action: str) -> bool:
    """Is the button live?"""
    return any(offer.name == action and offer.why_not is None for offer in view.offers)


def latency(view: View, action: str) -> int:
    """Seconds that the order takes, as its button says."""
    return next(offer.latency_s for offer in view.offers if offer.name == action)


def lines(view: View, key: str) -> tuple[Text, ...]:
    """The lines of an opened item of evidence; none when it was not opened."""
    return next((item.lines for item in view.evidence if item.key == key), ())


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


def old_builds(view: View) -> set[object]:
    """Names of the builds whose symbol list still has Power Peg."""
    manifest = lines(view, "e05_builds")
    return {line.params["build"] for line in manifest if line.params["present"] == text("present")}


def old_on_disk(view: View) -> list[int]:
    """Routers whose file has Power Peg, by the build manifests."""
    old = old_builds(view)
    return [host(line) for line in lines(view, "e05_builds") if line.params["build"] in old]


def old_in_memory(view: View) -> list[int]:
    """Routers that run code with Power Peg: the process list read beside the manifests."""
    old = old_builds(view)
    return [host(line) for line in lines(view, "e06_processes") if line.params.get("build") in old]


def senders(view: View) -> list[int]:
    """Routers that sent the rejects, by the raw headers."""
    return sorted({host(line) for line in lines(view, "e02_header")} - {0})


def loud(view: View, above: int = 2_000) -> list[int]:
    """Routers that send far more than comes in: `above` in hundredths, a healthy one has 600."""
    return [row.shown for row in view.fleet if row.ratio is not None and row.ratio > above]


def isolated(view: View) -> list[int]:
    """Routers whose port is shut."""
    return [row.shown for row in view.fleet if row.state == "isolated"]


def verified(view: View) -> bool:
    """Did the newest check of fills against open orders come out clean?"""
    return any(line.id.startswith("For three minutes") for line in lines(view, "e27_verified"))
