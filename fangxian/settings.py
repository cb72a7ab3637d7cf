"""All settings, from the environment. What is not set gets a value that is safe on one laptop with no network."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent
BASE = PACKAGE.parent
VAR = Path(os.environ.get("FANGXIAN_VAR", BASE / "var"))
(VAR / "static").mkdir(parents=True, exist_ok=True)


def flag(name: str) -> bool:
    """Whether an environment variable says yes."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def secret(name: str) -> str:
    """A key from the environment, or one made on first use and kept in the var folder, readable by its owner only."""
    if given := os.environ.get(name):
        return given
    kept = VAR / f"{name.lower()}.key"
    if not kept.exists():
        made = VAR / f"{name.lower()}.{os.getpid()}.new"
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48))
        # link() fails when another process was first: both then read the same key.
        with suppress(FileExistsError):
            os.link(made, kept)
        made.unlink()
    return kept.read_text().strip()


DEBUG = flag("FANGXIAN_DEBUG")
SECRET_KEY = secret("FANGXIAN_SECRET_KEY")
# Seals identity numbers, phones and notes at rest. Losing it loses them: `fangxian backup` says so.
FIELD_KEY = secret("FANGXIAN_FIELD_KEY")
ALLOWED_HOSTS = os.environ.get("FANGXIAN_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("FANGXIAN_ORIGINS", "").split(",") if o]
CLUSTER = os.environ.get("FANGXIAN_CLUSTER", "")

# From the ground floor up (docs/floors.md).
ROOMS = [
    "areas", "door", "register", "tasks", "duty", "measures", "gates", "canvass", "disinfection", "monitoring", "cases",
    "supplies", "reports", "whatif", "solve", "nights", "standdown", "console", "field", "households", "api", "clock",
    "linelists", "demo",
]  # fmt: skip
INSTALLED_APPS = [
    *(f"django.contrib.{part}" for part in ("auth", "contenttypes", "sessions", "messages", "staticfiles")),
    "django.forms", "django_htmx", "django_vite", "template_partials", "allauth", "allauth.account", "allauth.mfa",
    "axes", "csp", "ninja",
    *(f"fangxian.{room}" for room in ROOMS),
]  # fmt: skip

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "fangxian.field.middleware.by_phone_key",
    "fangxian.areas.middleware.open_scope",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "fangxian.urls"
WSGI_APPLICATION = "fangxian.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fangxian.console.shell.shell",
            ],
        },
    },
]
SILENCED_SYSTEM_CHECKS = ["django_vite.W001"]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'fangxian.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=False,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # FULL: a passage that was answered survives a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-64000;",
    }
else:
    # The few questions of the gate are asked thousands of times: the server plans them once a connection.
    DATABASES["default"]["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 5}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "areas.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "fangxian.areas.sessions.SigningIn",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # seconds an invitation link holds
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "fangxian.areas.accounts.ClosedAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_DISPLAY = "fangxian.areas.accounts.display"
# Axes alone counts wrong passwords; a whole place may sign in through one address at the change of shift.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "300/m/ip"}
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "fangxian"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "fangxian.areas.accounts.attempted"
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [path for path in (BASE / "locale", PACKAGE / "locale") if path.exists()]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DJANGO_VITE = {
    name: {
        "dev_mode": name == "default" and flag("FANGXIAN_VITE_DEV"),
        "manifest_path": PACKAGE / "static" / folder / "manifest.json",
        "static_url_prefix": folder,
    }
    for name, folder in (("default", "built"), ("field", "built/field"))
}
MEDIA_ROOT = VAR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

SESSION_ENGINE = "fangxian.areas.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("FANGXIAN_HTTPS")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("FANGXIAN_LOG", "WARNING")},
}
