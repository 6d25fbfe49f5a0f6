"""All settings; each that a deployment changes is an environment variable read here and nowhere else."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from marketplace import engines, logs
from marketplace.environment import read_bool, read_int, read_list, read_secret, read_text, read_url

BASE_DIR = Path(__file__).resolve().parent.parent

# The sandbox may shift market time and signs in by one click; production refuses both (docs/architecture.md).
SANDBOX = read_bool("SHUANGCHENG_SANDBOX", default=True)
DEBUG = read_bool("SHUANGCHENG_DEBUG", default=False)
SECRET_KEY = read_secret("SHUANGCHENG_SECRET_KEY", needed=not SANDBOX, default="sandbox-only-" + "x" * 50)
ALLOWED_HOSTS = read_list("SHUANGCHENG_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
# How the world reaches us: printed on documents, beside the code that leads to their check.
ORIGIN = read_text("SHUANGCHENG_ORIGIN", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = read_list("SHUANGCHENG_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "knox",
    "marketplace.core",
    "marketplace.audit",
    "marketplace.files",
    "accounts",
    "marketplace.jobs",
    "marketplace.keys",
    "marketplace.rulebook",
    "marketplace.documents",
    "marketplace.ledger",
    "marketplace.fees",
    "marketplace.agency",
    "marketplace.catalogue",
    "marketplace.contracts",
    "marketplace.simulation",
    "marketplace.desk",
    "marketplace.discovery",
    "marketplace.matching",
    "marketplace.trading",
    "marketplace.cashier",
    "marketplace.registry",
    "marketplace.licensing",
    "marketplace.commissioning",
    "marketplace.proceeds",
    "marketplace.messages",
    "marketplace.network",
    "marketplace.reporting",
    "marketplace.portal",
    "marketplace.sandbox",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "marketplace.core.addresses.NoNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.PrivateMiddleware",
    "accounts.middleware.ActorMiddleware",
    "accounts.middleware.TotpMiddleware",
    "marketplace.reporting.middleware.LookMiddleware",
    "marketplace.reporting.middleware.TraceMiddleware",
    "marketplace.core.pages.RefusalMiddleware",
]

ROOT_URLCONF = "marketplace.urls"
ASGI_APPLICATION = "marketplace.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "marketplace.portal.context.chrome",
                "marketplace.sandbox.context.sandbox",
            ],
        },
    },
]

FORM_RENDERER = "marketplace.core.rendering.FormRenderer"

DATABASES = {"default": engines.database_settings()}
REDIS_URL = engines.redis_url()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "marketplace.messages.mailing.OutboxAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
# Codes by SMS or mail: six digits, five minutes, five tries; so few codes a number that guessing leads nowhere.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_FORMS = {"request_login_code": "accounts.sign_in_forms.SignInCodeForm"}
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "10/m/ip,3/10m/key,15/d/key",
    "verify_phone": "1/30s/key,3/m/ip,10/d/key",
    "change_phone": "5/m/user",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional" if SANDBOX else "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[成渝双城技术交易网] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if SANDBOX else "https"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# How many proxies of ours stand before the server: whose X-Forwarded-For the rate limits believe.
ALLAUTH_TRUSTED_PROXY_COUNT = read_int("SHUANGCHENG_PROXIES", 0, low=0, high=5)
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Shuangcheng"
MFA_ALLOW_UNVERIFIED_EMAIL = SANDBOX  # a sandbox sends no mail by which an address could be verified
FEE_QUOTES_PER_MINUTE = read_int(
    "SHUANGCHENG_FEE_QUOTES_PER_MINUTE", 300, low=1, high=100_000
)  # requests of one client
IDEMPOTENCY_HOURS = read_int("SHUANGCHENG_IDEMPOTENCY_HOURS", 24, low=1, high=720)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = SANDBOX  # a sandbox serves its files from the sources, without collectstatic
# The folder of the CAs whose certificates sign contracts, and of their revocation lists; empty: none do.
SIGNING_CA = read_text("SHUANGCHENG_SIGNING_CA", default="")
# What people hand in, each content once (marketplace.files); all processes share this folder.
MEDIA_ROOT = Path(read_text("SHUANGCHENG_FILES", default=str(BASE_DIR / "var" / "files")))
FILE_UPLOAD_HANDLERS = [
    "marketplace.files.upload.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# Each machine keeps its own copy of the text index here; it may be deleted at any time.
INDEX_ROOT = BASE_DIR / "var" / "index"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.ActorTokenAuthentication",
        "accounts.authentication.ActorSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["marketplace.core.parsing.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "marketplace.core.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "marketplace.core.schema.MarketSchema",
    "EXCEPTION_HANDLER": "marketplace.core.api.problem_response",
    "PAGE_SIZE": 20,
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,  # else whatever a client writes into X-Forwarded-For is believed
}
SPECTACULAR_SETTINGS = {
    "TITLE": "成渝双城技术交易网 Shuangcheng API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    # Enumerations stay where they are used: many areas have a `state` of their own.
    "POSTPROCESSING_HOOKS": ["marketplace.core.schema.add_problems"],
}

CELERY_BROKER_URL = engines.broker_url()
CELERY_BEAT_SCHEDULER = "marketplace.beat:SharedScheduler"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Redis redelivers an unacknowledged task after this many seconds; no task runs longer.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1800, "socket_connect_timeout": 5}
CELERY_TIMEZONE = TIME_ZONE

LOGGING = logs.logging_settings(as_json=read_bool("SHUANGCHENG_LOG_JSON", default=not SANDBOX))

# The proxy that ends TLS says so; without one of ours nobody is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not SANDBOX
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 0 if SANDBOX else read_int("SHUANGCHENG_HSTS_SECONDS", 31_536_000, low=0, high=63_072_000)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # allauth draws the TOTP code as a data image
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    },
}

# Counts of sign-in attempts and used codes, which all processes must share.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# Everything that is sent passes the outbox (marketplace.messages); a sandbox sends nothing. Where links lead:
SITE_NAME = "成渝双城技术交易网"
SITE_URL = read_url("SHUANGCHENG_SITE", default="http://127.0.0.1:8000", path=False)
# Where the mail server can be asked whether a Message-ID arrived; without it a mail in doubt waits for an operator.
MAIL_LOOKUP_URL = read_url("SHUANGCHENG_MAIL_LOOKUP_URL")
MAIL_LOOKUP_TOKEN = read_secret("SHUANGCHENG_MAIL_LOOKUP_TOKEN", needed=False, default="")
# HTTPS gateways that take a key once (docs/algorithms/outbox.md).
MESSAGE_GATEWAYS = {
    "sms": (
        read_url("SHUANGCHENG_SMS_URL"),
        read_secret("SHUANGCHENG_SMS_TOKEN", needed=False, default=""),
    ),
    "wecom": (
        read_url("SHUANGCHENG_WECOM_URL"),
        read_secret("SHUANGCHENG_WECOM_TOKEN", needed=False, default=""),
    ),
}
# How many processes may send by one channel at the same time; the others stay free for what has a deadline.
MESSAGE_SENDERS = read_int("SHUANGCHENG_SENDERS", 1, low=1, high=16)

# What Django itself would mail from a sandbox is written to files.
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if SANDBOX else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"
EMAIL_HOST = read_text("SHUANGCHENG_MAIL_HOST", default="localhost")
EMAIL_PORT = read_int("SHUANGCHENG_MAIL_PORT", 25, low=1, high=65535)
EMAIL_HOST_USER = read_text("SHUANGCHENG_MAIL_USER", default="")
EMAIL_HOST_PASSWORD = read_secret("SHUANGCHENG_MAIL_PASSWORD", needed=False, default="")
EMAIL_USE_TLS = read_bool("SHUANGCHENG_MAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = read_text("SHUANGCHENG_MAIL_FROM", default="noreply@shuangcheng.example")
