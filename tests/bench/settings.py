"""The project's settings with the meter on."""

from xxgk_spiders.settings import *  # noqa: F403
from xxgk_spiders.settings import EXTENSIONS as PROJECT_EXTENSIONS

EXTENSIONS = PROJECT_EXTENSIONS | {"tests.bench.meter.Meter": 900}
