"""Logs: one line an event, key=value on a terminal, JSON in production. No frames, no cookies."""

from __future__ import annotations

import logging
import sys

import structlog
from django.conf import settings

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    structlog.processors.format_exc_info,
]


def configure() -> None:
    """Route structlog and the standard library's loggers to one handler on stderr."""
    final = (
        structlog.processors.JSONRenderer()
        if settings.PRODUCTION
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, final],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings.LOG_LEVEL, force=True)
    for noisy in ("uvicorn.access", "httpx", "asyncio", "celery"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
