"""Django's settings. What differs between installations comes from ``environment``; the rest is here."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from pendopo.config import environment
from pendopo.kernel.zones import zone_of

django_stubs_ext.monkeypatch()

ENV = environment.read()
PACKAGE = Path(__file__).parents[1]

SECRET_KEY = environment.secret("secret_key")
PERSONAL_DATA_KEY = environment.secret("personal_data_key")
LIVE_KEY = environment.secret("live_key")
DEBUG = ENV.is_debug
ALLOWED_HOSTS = ["*"] if DEBUG else [urlsplit(ENV.origin).hostname or "127.0.0.1", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [ENV.origin]

CITY_CODE = ENV.city
IS_DEMO = ENV.is_demo
ORIGIN = ENV.origin
LIVE_ORIGIN = ENV.live_origin
FILES_FOLDER = ENV.home / "files"
TILES_FOLDER = ENV.home / "tiles"
TRUSTED_PROXIES = int(os.environ.get("PENDOPO_TRUSTED_PROXIES", "0"))
REPORTS_PER_HOUR = int(os.environ.get("PENDOPO_REPORTS_PER_HOUR", "240"))
REPORT_FIELD_METRES = float(os.environ.get("PENDOPO_REPORT_FIELD_METRES", "100"))
REPORT_BOUNCES = int(os.environ.get("PENDOPO_REPORT_BOUNCES", "2"))
REPORT_ARBITER_HOURS = int(os.environ.get("PENDOPO_REPORT_ARBITER_HOURS", "4"))
BURST_COUNT = int(os.environ.get("PENDOPO_BURST_COUNT", "5"))
BURST_METRES = float(os.environ.get("PENDOPO_BURST_METRES", "500"))
BURST_MINUTES = int(os.environ.get("PENDOPO_BURST_MINUTES", "60"))
CHRONIC_COUNT = int(os.environ.get("PENDOPO_CHRONIC_COUNT", "3"))
CHRONIC_METRES = float(os.environ.get("PENDOPO_CHRONIC_METRES", "30"))
COORDINATION_HOURS = int(os.environ.get("PENDOPO_COORDINATION_HOURS", "16"))
DISPOSITION_HOURS = int(os.environ.get("PENDOPO_DISPOSITION_HOURS", "16"))
DISPOSITION_NUMBER = os.environ.get("PENDOPO_DISPOSITION_NUMBER", "DSP/{agency}/{year}/{serial:4}")
REPLY_OWN_WORDS = int(os.environ.get("PENDOPO_REPLY_OWN_WORDS", "5"))
REPORTER_YEARS = int(os.environ.get("PENDOPO_REPORTER_YEARS", "5"))
FILES_PER_HOUR = int(os.environ.get("PENDOPO_FILES_PER_HOUR", "1200"))
OPEN311_PER_HOUR = int(os.environ.get("PENDOPO_OPEN311_PER_HOUR", "3600"))
OPEN311_LOOPBACK = os.environ.get("PENDOPO_OPEN311_LOOPBACK", "0") == "1"
CLAMAV_ADDRESS = os.environ.get("PENDOPO_CLAMAV", "")
FILES_S3 = environment.group("PENDOPO_S3", "endpoint", "region", "bucket", "access_key", "secret_key")
INBOX_MAILBOX = environment.group("PENDOPO_IMAP", "host", "port", "user", "password", "folder", "tls")
INBOX_SECRET = os.environ.get("PENDOPO_INBOX_SECRET", "")
INBOX_LOOPBACK = os.environ.get("PENDOPO_INBOX_LOOPBACK", "0") == "1"
INBOX_PER_HOUR = int(os.environ.get("PENDOPO_INBOX_PER_HOUR", "20"))
INBOX_DAYS = int(os.environ.get("PENDOPO_INBOX_DAYS", "90"))
MESSAGE_GATEWAY = environment.group("PENDOPO_GATEWAY", "url", "key")
WEB_PUSH = {"private_key": environment.secret("web_push_private_key"), "contact": ENV.push_contact}
PUSH_LOOPBACK = ENV.may_push_here
EMAIL_HOST = os.environ.get("PENDOPO_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("PENDOPO_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("PENDOPO_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PENDOPO_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("PENDOPO_SMTP_TLS", "0") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.mail_sender()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "whitenoise.runserver_nostatic",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "pendopo.kernel.jobs",
    "pendopo.kernel.audit",
    "pendopo.kernel.outbox",
    "pendopo.kernel.throttle",
    "pendopo.kernel.files",
    "pendopo.kernel.numbering",
    "pendopo.kernel.notifications",
    "pendopo.kernel.working_calendar",
    "pendopo.web",
    "pendopo.territory",
    "pendopo.accounts",
    "pendopo.routing",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "pendopo.reports",
    "pendopo.desk",
    "pendopo.rulebook",
    "pendopo.portal",
    "pendopo.situation",
    "pendopo.connectors.open311",
    "pendopo.connectors.inbox",
    "pendopo.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pendopo.web.security.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pendopo.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "pendopo.accounts.middleware.ActorMiddleware",
    "pendopo.kernel.problems.ProblemsMiddleware",
]

ROOT_URLCONF = "pendopo.config.urls"
WSGI_APPLICATION = "pendopo.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
CSRF_FAILURE_VIEW = "pendopo.kernel.problems.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "pendopo.web.context.chrome",
            ],
        },
    },
]


def _database(url: str) -> dict[str, object]:
    """Django's form of a PostgreSQL address (libpq URI), whole: also ``sslmode`` and its like."""
    parts = conninfo_to_dict(url)
    name = parts.pop("dbname", "pendopo")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            "application_name": "pendopo",
            "server_side_binding": True,
            "prepare_threshold": 5,
            # A plan for any parameter would not use partial indexes: plan for the present ones.
            "options": f"{parts.pop('options', '')} -c plan_cache_mode=force_custom_plan".strip(),
            **parts,
        },
        "TEST": {"NAME": name},
    }


DATABASES = {"default": _database(ENV.database_url or environment.own_database_url())}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / part / "locale" for part in ("kernel", "config")]
"""English of the parts that are no app; every other context keeps its own."""
USE_I18N = True
USE_TZ = True
TIME_ZONE = zone_of(ENV.city)

FORM_RENDERER = "pendopo.web.forms.FormRenderer"

STATIC_URL = "/static/"
STATIC_ROOT = ENV.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pendopo.web.assets.AssetStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000 if not DEBUG else 0
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
IS_HTTPS = ORIGIN.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# We speak no TLS ourselves: without the word of a proxy of ours no answer would count as https.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS and TRUSTED_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in_page"
LOGIN_REDIRECT_URL = "accounts:signed_in"
ACCOUNT_ADAPTER = "pendopo.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # ours count by one statement in the database, see kernel.throttle
MFA_ADAPTER = "pendopo.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Pendopo"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "httpx": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
    },
}
