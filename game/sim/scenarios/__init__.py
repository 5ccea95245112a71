"""One file each: scenarios."""
