"""A pytest plugin: every process of a parallel run is an installation of its own on one Redis.

The databases of two processes give teams the same numbers, so their worlds, claims and frames
would be each other's; the settings tell installations apart by DATABASE_URL.
"""

from __future__ import annotations

import os

if "DATABASE_URL" in os.environ and (worker := os.environ.get("PYTEST_XDIST_WORKER")):
    os.environ["DATABASE_URL"] += f"?application_name={worker}"
