"""Every setting, read from the environment once.

Two shapes: with DATABASE_URL and REDIS_URL it is *production*, with neither it is *embedded*
(one process, SQLite and a generated secret in DATA_DIR). `project.checks` refuses the rest.
"""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from project.addresses import hosts_of, is_loopback, lan_address, origin_of

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
DATABASE_URL = env("DATABASE_URL", default="")
REDIS_URL = env("REDIS_URL", default="")
PRODUCTION = bool(DATABASE_URL or REDIS_URL)
# Two installations on one Redis must not take each other's tasks, frames or worlds.
REDIS_PREFIX = f"es-{hashlib.sha256(DATABASE_URL.encode()).hexdigest()[:8]}:"
DEBUG = env.bool("DEBUG", default=False)
HOST = env("HOST", default="127.0.0.1")
PORT = env.int("PORT", default=8000)
PROCESS = env("PROCESS", default="web")


def _secret() -> str:
    """SECRET_KEY of the environment, else the data folder's own, made at the first start."""
    if given := env("SECRET_KEY", default=""):
        return given
    file = DATA_DIR / "secret_key"
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with file.open("x") as new:
            file.chmod(0o600)
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return file.read_text()


SECRET_KEY = _secret()

# Addresses: what people type, what links and QR codes say.
PUBLIC_URL = env("PUBLIC_URL", default=origin_of(HOST, PORT)).rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=hosts_of(HOST, PUBLIC_URL))
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE = PUBLIC_URL.startswith("https://")
HERE_ONLY = is_loopback(PUBLIC_URL)  # nobody else can follow such a link, so no QR shows it
LAN_ADDRESS = lan_address() if HOST == "0.0.0.0" else ""

INSTALLED_APPS = [
    "game",
    "channels",
    "django_htmx",
    "csp",
    "project.apps.Admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "project.middleware.process_header",
    "project.middleware.drill_addresses",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The row lock of SQLite is its IMMEDIATE transaction; DEFERRED loses most concurrent ones.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "game.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 10,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;",
    },
}
SQLITE["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # a file: threads must meet real locks
POSTGRES = {"OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}}}
DATABASES = {"default": {**env.db_url_config(DATABASE_URL), **POSTGRES} if DATABASE_URL else SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "game.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "front"
LOGIN_REDIRECT_URL = "ctl"
LOGOUT_REDIRECT_URL = "front"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_COOKIE_AGE = 8 * 3600  # a facilitator's working day; players have a cookie of their own
PASSWORD_RESET_TIMEOUT = 24 * 3600

# Accounts come by invitation (ADR 7). project.accounts says what else differs from allauth's way.
ACCOUNT_ADAPTER = "project.accounts.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody is kept out; an address counts once confirmed
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that strangers type
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}  # the rest as allauth has it
ACCOUNT_FORMS = {
    "login": "project.account_forms.LoginForm",
    "change_password": "project.account_forms.ChangePasswordForm",
    "set_password": "project.account_forms.SetPasswordForm",
    "reset_password": "project.account_forms.ResetPasswordForm",
    "reset_password_from_key": "project.account_forms.ResetPasswordKeyForm",
    "add_email": "project.account_forms.AddEmailForm",
    "reauthenticate": "project.account_forms.ReauthenticateForm",
}
MFA_ADAPTER = "project.accounts.SecondFactor"
MFA_TOTP_ISSUER = "Eighth Server"
MFA_TOTP_TOLERANCE = 1  # half a minute each way: the clocks of phones and laptops in a room
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "project.account_forms.CodeForm",
    "reauthenticate": "project.account_forms.CodeAgainForm",
    "activate_totp": "project.account_forms.FirstCodeForm",
}
# An administrator without a second factor is sent to set one up.
ADMIN_NEEDS_SECOND_FACTOR = env.bool("ADMIN_NEEDS_SECOND_FACTOR", default=PRODUCTION)

# Single sign-on by OpenID Connect: off without an issuer. It makes accounts when OIDC_SIGNUP is on.
OIDC_ISSUER = env("OIDC_ISSUER", default="").rstrip("/")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
OIDC_SIGNUP = env.bool("OIDC_SIGNUP", default=False)
OIDC = {
    "provider_id": "oidc",
    "name": env("OIDC_NAME", default="Single sign-on"),
    "client_id": OIDC_CLIENT_ID,
    "secret": OIDC_CLIENT_SECRET,
    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_ADAPTER = "project.accounts.SingleSignOn"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC] if OIDC_ISSUER else []}}
SOCIALACCOUNT_STORE_TOKENS = False

# EMAIL_URL as smtp+tls://user:password@host:587. Without it nothing is sent, and pages say so.
EMAIL_URL = env("EMAIL_URL", default="")
MAIL = bool(EMAIL_URL)
vars().update(env.email_url_config(EMAIL_URL or "consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Eighth Server <noreply@localhost>")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Counts wrong codes; what it forgets is harmless. Several processes must count together.
REDIS_CACHE = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
    "KEY_PREFIX": REDIS_PREFIX,
}
OWN_CACHE = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
CACHES = {"default": REDIS_CACHE if REDIS_URL else OWN_CACHE}

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "project.storage.HashedStaticFiles"},
}
WHITENOISE_MAX_AGE = 3600

# Security. Nothing inline, nothing from elsewhere; sockets of this origin only.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 3600 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
# The proxy in front redirects to https; subdomains and preload lists are its house's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
X_FRAME_OPTIONS = "DENY"
# Webhooks go to the public network only, unless the house's own addresses are meant.
ALLOW_PRIVATE_HOOKS = env.bool("ALLOW_PRIVATE_HOOKS", default=False)
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

# Names and words are erased so many days after an exercise was last played; 0 keeps them.
RETENTION_DAYS = env.int("RETENTION_DAYS", default=90)

# Celery drives the clock and the chores; what it queues may vanish, so nothing keeps results.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": REDIS_PREFIX,
    "visibility_timeout": 3600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_ROUTES = {
    "clock.*": {"queue": "clock"},
    "chores.*": {"queue": "chores"},
}
TICK_S = 0.5
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "clock.tick", "schedule": TICK_S, "options": {"expires": 2 * TICK_S}},
    "sweep": {"task": "chores.sweep", "schedule": 2.0, "options": {"expires": 2.0}},
}

# Leaderboards across exercises: for facilitators; for everybody when this is set.
BOARDS_PUBLIC = env.bool("BOARDS_PUBLIC", default=False)

LOG_LEVEL = env("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = None  # project.logs.configure, called by every way in
