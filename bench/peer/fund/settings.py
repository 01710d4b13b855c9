"""As its own guides set a small site up, with Perron's password hash and the same promise that what is acknowledged is on disk."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "of the bench, which keeps no secrets"
DEBUG = False
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "fund.urls"
WSGI_APPLICATION = "fund.wsgi.application"
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
TIME_ZONE = "Europe/Paris"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages", "allauth", "allauth.account",
    "mailer",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware", "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [BASE_DIR / "fund/templates"],
    "OPTIONS": {
        "context_processors": [
            "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages"],
        # In production Django does this by itself; here it stands to be seen.
        "loaders": [("django.template.loaders.cached.Loader", [
            "django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"])],
    },
}]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PEER_DATABASE"], "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
    }
}
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["fund.hashers.SameArgon2"]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
# Perron's own counts are not turned off; the peer's are, for they would refuse the bench.
ACCOUNT_RATE_LIMITS = False
LOGIN_REDIRECT_URL = "/espace/"
# As Perron: what was asked for is stored before it is acknowledged, and a process of its own sends it (here none does).
EMAIL_BACKEND = "mailer.backend.DbBackend"
LOGGING = {"version": 1, "disable_existing_loggers": True}
