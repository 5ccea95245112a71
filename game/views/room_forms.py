"""What comes from the facilitators' own pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from game import sim
from game.forms import KeyForm, words
from game.models import Crew, Rating
from game.runtime import pad
from game.sim import injects
from game.sim.clock import at
from game.sim.seats import TITLES

SEATS = [(seat, words(TITLES[seat])) for seat in sim.ALL_SEATS]


def step_of(typed: str) -> int | None:
    """The step of a time such as 09:40 or 09:40:30, or None."""
    try:
        return at(typed.strip())
    except (ValueError, IndexError):
        return None


class MoveForm(KeyForm):
    """Something that is to become of an inject, for one team or all."""

    what = forms.CharField(max_length=40)
    do = forms.ChoiceField(choices=[(do, do) for do in ("fire", "hold", "skip", "at", "auto")])
    at = forms.CharField(max_length=8, required=False)
    team = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        sent = self.cleaned_data
        sent["step"] = step_of(sent.get("at", "")) if sent.get("do") == "at" else None
        if sent.get("do") == "at" and sent["step"] is None:
            self.add_error("at", _("A time is written like 09:40."))
        return sent


class SayForm(KeyForm):
    """A message of the facilitator's own."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[(key, words(injects.SUBJECTS[key])) for key in injects.CHANNELS],
    )
    sender = forms.ChoiceField(
        label=_("From"), choices=[(key, words(title)) for key, title in injects.SENDERS.items()]
    )
    seats = forms.MultipleChoiceField(
        label=_("To these seats; none: all"),
        choices=SEATS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    body = forms.CharField(
        label=_("Words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    team = forms.IntegerField(required=False)


class HintForm(forms.Form):
    """A hint that is sent unasked."""

    cost = forms.ChoiceField(choices=[("free", _("Free")), ("price", _("At its price"))])


class UndoForm(forms.Form):
    """An act to be taken back."""

    act = forms.IntegerField()


class SheetForm(forms.Form):
    """A table from somebody's disk."""

    sheet = forms.FileField(label=_("A CSV or XLSX file"))


class RosterForm(forms.Form):
    """Who is expected: typed, pasted or as a file."""

    people = forms.CharField(
        label=_("People, one a line: name, team, seat"),
        required=False,
        max_length=100_000,
        help_text=_("Team and seat may be left out. A team that there is not yet is made."),
        widget=forms.Textarea(
            attrs={"rows": 6, "placeholder": "Ada Park, Otter, IC\nBo Reyes, Otter, RTR"}
        ),
    )
    sheet = forms.FileField(label=_("or a CSV file"), required=False)


class TicketForm(forms.Form):
    """The team of somebody whose link names none."""

    team = forms.ChoiceField(label=_("Your team"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams


class InviteForm(forms.Form):
    role = forms.ChoiceField(label=_("As"), choices=Crew.Role.choices)


class AccountForm(forms.Form):
    """An account for somebody who follows an invitation."""

    username = forms.CharField(
        label=_("Your name here"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("A password"),
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class PressForm(forms.Form):
    """A key of the observer's pad."""

    behaviour = forms.ChoiceField(
        choices=[(key, key) for key in (*pad.BEHAVIOURS, pad.NOTE)],
    )
    team = forms.IntegerField()
    role = forms.ChoiceField(choices=[("", ""), *SEATS], required=False)
    note = forms.CharField(max_length=pad.NOTE_LENGTH, required=False)
    shared = forms.BooleanField(required=False)


class MarkForm(forms.Form):
    """A mark in the evaluation guide."""

    team = forms.IntegerField()
    task = forms.IntegerField(min_value=1, max_value=len(pad.TASKS))
    mark = forms.ChoiceField(choices=[("", ""), *Rating.Mark.choices], required=False)
    note = forms.CharField(max_length=300, required=False)
