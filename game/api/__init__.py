"""/api/v1: everything that a browser can do, for programs."""
