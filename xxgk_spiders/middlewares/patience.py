"""Retries that wait: a server that says it is too busy is given the time it asks for."""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response
from scrapy.settings import BaseSettings

from xxgk_spiders.middlewares.pace import Pace

BUSY = (429, 503)
LONGEST_WAIT = 120.0
"""Seconds: whoever asks for more is left alone until the next run."""
FIRST_WAIT = 4.0
"""Seconds before the first retry where the server names no time; doubled for each further one."""


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's, but after 429 and 503 it waits as `Retry-After` says, and asks more slowly from then on."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self.first_wait = FIRST_WAIT

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PatientRetryMiddleware":
        """Build for a crawler; without a delay there is no wait that nobody asked for."""
        made: PatientRetryMiddleware = super().from_crawler(crawler)
        made.pace = Pace(crawler)
        made.first_wait = min(FIRST_WAIT, 8 * crawler.settings.getfloat("DOWNLOAD_DELAY"))
        return made

    pace: Pace

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Retry what is worth it, after the time that the server asks for."""
        answer: Request | Response = super().process_response(request, response)
        if response.status not in BUSY or not isinstance(answer, Request):
            return answer
        asked = retry_after(response, datetime.now(UTC))
        if asked is not None and asked > LONGEST_WAIT:
            return response
        self.pace.slow_down(request, asked)
        tries = int(answer.meta.get("retry_times", 1))
        wait = self.first_wait * 2 ** (tries - 1) if asked is None else asked
        self.pace.hold(request, wait)
        await asyncio.sleep(wait)
        return answer


def retry_after(response: Response, at: datetime) -> float | None:
    """Return the seconds of a `Retry-After` header, a number or a date (RFC 9110, 10.2.3); None without."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - at).total_seconds())
