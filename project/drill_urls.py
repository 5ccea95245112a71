"""All addresses as a page of the drill knows them: its own console stands before the others'."""

from __future__ import annotations

from django.urls import include, path

from project.urls import urlpatterns as everywhere

# The last of several with one name is the one that `{% url %}` gives.
urlpatterns = [*everywhere, path("drill/", include("game.views.drill_urls"))]
