"""One file each: scores."""
