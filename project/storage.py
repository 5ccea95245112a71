"""Static files under hashed names, the imports between our scripts included."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage

Base = CompressedManifestStaticFilesStorage
_, _imports = Base._js_module_import_aggregation_patterns


class HashedStaticFiles(Base):
    """A script of ours that imports another names the version that it was released with.

    Only ours: packages bring files with imports that nothing here resolves.
    """

    patterns = (*Base.patterns, ("js/*.js", _imports))
