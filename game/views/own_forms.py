"""An inject of one's own, as a form; when it comes is put together from its parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from game.forms import words
from game.models import Exercise
from game.runtime.drafts import (
    BODY_LENGTH,
    LINE_LENGTH,
    TITLE_LENGTH,
    Draft,
    Wrong,
    answers,
)
from game.sim import actions, evidence, injects, milestones, reading
from game.sim.milestones import Clause
from game.texts import render
from game.views.room_forms import SEATS, step_of

CHANNELS = ("mail", "phone", "chat", "notice")
Choices = list[tuple[str, Any]]
FIELD = {"words": "body", "trigger": "comes"}  # of a part that cannot be so
LATEST_S = 7 * 3600


def _orders() -> Choices:
    every = {key: one.title for key, one in actions.catalogue().items() if not one.quiet}
    return _sorted(every)


def _sorted(titles: dict[str, Any], prefix: str = "") -> Choices:
    pairs = [(f"{prefix}{key}", words(title)) for key, title in titles.items()]
    return sorted(pairs, key=lambda pair: str(pair[1]))


def _happenings() -> Choices:
    flow = ("flow", words(milestones.described("after:flow")[0].params["what"]))
    happens: Choices = [flow, *_sorted(milestones.ALERTS)]
    return [("", "–"), (_("What happens"), happens), (_("What a team does"), _orders())]


def _conditions() -> Choices:
    holds = _sorted({key: title for key, (_holds, title) in milestones.WHILE.items()}, "while:")
    undone = [(f"without:{key}", title) for key, title in _orders()]
    items = {key: one.title for key, one in evidence.catalogue().items()}
    return [
        ("", "–"),
        (_("While it is so"), holds),
        (_("Unless the team has done"), undone),
        (_("If the team has not opened"), _sorted(items, "unopened:")),
    ]


def _answers() -> Choices:
    return [("", "–"), *_sorted(answers())]


class OwnForm(forms.Form):
    """Channel, sender, aim, words, and when it comes."""

    title = forms.CharField(
        label=_("Title, for your list"), max_length=TITLE_LENGTH, required=False
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[
            (key, words(injects.SUBJECTS[key])) for key in ("mail", "phone", "chat", "notice")
        ],
    )
    sender = forms.ChoiceField(
        label=_("From"), choices=[(key, words(title)) for key, title in injects.SENDERS.items()]
    )
    body = forms.CharField(
        label=_("Words"), max_length=BODY_LENGTH, widget=forms.Textarea(attrs={"rows": 4})
    )
    seats = forms.MultipleChoiceField(
        label=_("To these seats; none: all"),
        choices=SEATS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    teams = forms.TypedMultipleChoiceField(
        label=_("For these teams; none: all"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    comes = forms.ChoiceField(
        choices=[
            ("hand", _("By hand, from the shelf")),
            ("time", _("At a time")),
            ("after", _("After")),
            ("written", _("Written out")),
        ],
        initial="hand",
    )
    at = forms.CharField(max_length=8, required=False)
    after = forms.ChoiceField(choices=_happenings, required=False)
    delay = forms.IntegerField(min_value=0, max_value=LATEST_S, required=False)
    written = forms.CharField(max_length=LINE_LENGTH, required=False)
    only_if = forms.ChoiceField(choices=_conditions, required=False)
    and_if = forms.ChoiceField(choices=_conditions, required=False)
    expected = forms.CharField(
        label=_("What you expect them to do, for your list"), max_length=LINE_LENGTH, required=False
    )
    answer = forms.ChoiceField(label=_("It is acted upon with"), choices=_answers, required=False)

    def __init__(self, exercise: Exercise, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = exercise.team_set.order_by("index").values_list("index", "name")
        self.fields["teams"].choices = [] if exercise.ranked else list(teams)

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        missing = {"time": "at", "after": "after", "written": "written"}.get(sent.get("comes", ""))
        if missing and not sent.get(missing):
            self.add_error("comes", _("Say when it comes."))
        elif missing == "at" and step_of(sent["at"]) is None:
            self.add_error("comes", _("A time is written like 09:40."))
        return sent

    def draft(self) -> Draft:
        """What somebody wrote."""
        sent = self.cleaned_data
        same = {name: sent[name] for name in ("title", "channel", "sender", "body", "expected",
                                              "answer")}  # fmt: skip
        return Draft(
            **same, seats=tuple(sent["seats"]), teams=tuple(sent["teams"]), trigger=_trigger(sent)
        )

    def refuse(self, wrong: Wrong) -> None:
        """Show at its field what cannot be."""
        self.add_error(FIELD.get(wrong.field, wrong.field), render(wrong.text))


def _trigger(sent: dict[str, Any]) -> str:
    if sent["comes"] == "written":
        return str(sent["written"])
    if sent["comes"] == "hand":
        return milestones.HAND
    first = sent["at"] if sent["comes"] == "time" else f"after:{sent['after']}"
    if sent["comes"] == "after" and sent["delay"]:
        first += f"+{sent['delay']}"
    return " ".join(part for part in (first, sent["only_if"], sent["and_if"]) if part)


def initial_of(draft: Draft) -> dict[str, Any]:
    """The fields that say a draft; a trigger with more to it stays written out."""
    fields: dict[str, Any] = vars(draft) | {"written": draft.trigger}
    return fields | _parts(draft.trigger)


def _parts(trigger: str) -> dict[str, Any]:
    if trigger == milestones.HAND:
        return {"comes": "hand", "written": ""}
    first, *others = milestones.read(trigger)
    plain = first.kind in ("at", "after") and not (first.kind == "after" and first.start)
    conditions = [f"{one.kind}:{one.name}" for one in others]
    offered = {key for _group, pairs in _conditions()[1:] for key, _title in pairs}
    if not plain or len(others) > 2 or any(one.start for one in others):
        return {"comes": "written"}
    if not offered.issuperset(conditions) or not _is_offered(first):
        return {"comes": "written"}
    only_if, and_if = [*conditions, "", ""][:2]
    return _first(first) | {"only_if": only_if, "and_if": and_if, "written": ""}


def _is_offered(first: Clause) -> bool:
    offered = {key for _group, pairs in _happenings()[1:] for key, _title in pairs}
    return first.kind == "at" or first.name in offered


def _first(clause: Clause) -> dict[str, Any]:
    if clause.kind == "at":
        return {"comes": "time", "at": reading(clause.start)}
    return {"comes": "after", "after": clause.name, "delay": clause.seconds or None}
