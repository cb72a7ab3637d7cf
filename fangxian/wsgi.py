"""What the web server serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")

application = get_wsgi_application()
# Every page is loaded before the first person asks for one, and what is loaded stays: collecting need not look at it.
get_resolver().url_patterns  # noqa: B018
gc.freeze()
