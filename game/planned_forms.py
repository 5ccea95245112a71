"""The fields of a planned start: typed by the clock on the wall of whoever plans."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.utils.translation import gettext_lazy as _

from game import clock as wall
from game.runtime.planned import MOST_BEFORE_MIN


def moment() -> forms.DateTimeField:
    """A time in the zone that the browser says it is in, else in the server's (UTC)."""
    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "data-moment": ""}, format="%Y-%m-%dT%H:%M"
    )
    return forms.DateTimeField(label=_("Planned start"), required=False, widget=widget)


class PlannedFields(forms.Form):
    """What stands beside the time."""

    opens_before_min = forms.IntegerField(
        label=_("Minutes before it that the code begins to be valid"),
        required=False,
        min_value=0,
        max_value=MOST_BEFORE_MIN,
        help_text=_("Empty: it is valid at once."),
    )
    starts_itself = forms.BooleanField(label=_("Start by itself at that time"), required=False)
    zone = forms.CharField(
        required=False, max_length=60, widget=forms.HiddenInput(attrs={"data-zone": ""})
    )

    def read_start(self, name: str) -> None:
        """Take the time as the clock shows it where it was typed, and judge what goes with it."""
        sent = self.cleaned_data
        typed, zone = sent.get(name), sent.pop("zone", "")
        if typed and zone:
            self._place(name, typed, zone)
        if sent.get("starts_itself") and not sent.get(name) and name not in self.errors:
            self.add_error("starts_itself", _("Say first when it is to start."))

    def _place(self, name: str, typed: datetime, zone: str) -> None:
        try:
            self.cleaned_data[name] = typed.replace(tzinfo=ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.add_error(name, _("There is no time zone %(zone)s.") % {"zone": zone})

    def need_future(self, name: str) -> None:
        """A new plan is for later."""
        start = self.cleaned_data.get(name)
        if start and start < wall.now():
            self.add_error(name, _("That time has passed."))


class ScheduleForm(PlannedFields):
    """When it is to be played, when its door opens, and who starts it."""

    when = moment()

    def clean(self) -> dict[str, Any]:
        self.read_start("when")
        return self.cleaned_data

    @property
    def meant(self) -> tuple[datetime | None, int | None, bool]:
        """Start, minutes before it, by itself."""
        sent = self.cleaned_data
        return sent["when"], sent["opens_before_min"], sent["starts_itself"]
