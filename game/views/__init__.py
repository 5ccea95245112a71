"""Pages and what they post. Each view: fetch with permission, form, call the runtime, answer."""
