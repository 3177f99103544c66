"""Every setting, with why it is what it is. Any of them can be changed by `-s NAME=VALUE`."""

BOT_NAME = "xxgk"
SPIDER_MODULES = ["xxgk_spiders.spiders"]
COMMANDS_MODULE = "xxgk_spiders.commands"  # crawl: named exit codes, one line of error

# An honest name with a contact; put yours into XXGK_CONTACT on a machine that crawls.
USER_AGENT = "Mozilla/5.0 (compatible; xxgk/0.1; university disclosure reports corpus)"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
}

# Politeness: one connection and a pause per registered domain, slower where the server is slow.
ROBOTSTXT_OBEY = True
DOWNLOAD_DELAY = 0.5
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 32
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.5
AUTOTHROTTLE_MAX_DELAY = 10.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# A page gives one item and one request; each place costs a task a page, used or not.
CONCURRENT_ITEMS = 3

# How many schools are crawled side by side.
XXGK_SITES_AT_ONCE = 24
# A site's hard bounds: reached, the crawl of the school ends with what it has.
XXGK_SITE_MAX_PAGES = 300
XXGK_SITE_MAX_MINUTES = 45
XXGK_SITE_MAX_BYTES = 600_000_000

# A page of 8 MB is no page; a scanned report can have 60 MB.
XXGK_PAGE_MAX_BYTES = 8_000_000
XXGK_FILE_MAX_BYTES = 100_000_000
DOWNLOAD_MAXSIZE = XXGK_FILE_MAX_BYTES
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = True  # complete, or not at all
DOWNLOAD_TIMEOUT = 30
# A file may be large and its server slow: as many times as long as a page.
XXGK_FILE_PATIENCE = 8
DNS_TIMEOUT = 10
RETRY_TIMES = 2
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408, 429]
REDIRECT_MAX_TIMES = 8

# The address guard must also see what a name resolves to.
DNS_RESOLVER = "xxgk_spiders.middlewares.resolver.GuardedResolver"
TWISTED_DNS_RESOLVER = DNS_RESOLVER
# TLS as each host needs it, contexts made once.
DOWNLOAD_HANDLERS = {
    "http": "xxgk_spiders.middlewares.tls.LadderDownloadHandler",
    "https": "xxgk_spiders.middlewares.tls.LadderDownloadHandler",
}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "xxgk_spiders.middlewares.scope.ScopeMiddleware": 50,  # before robots.txt is asked for
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "xxgk_spiders.middlewares.robots.PoliteRobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "xxgk_spiders.middlewares.patience.PatientRetryMiddleware": 550,  # waits as Retry-After says
    "xxgk_spiders.middlewares.revisit.RevisitMiddleware": 560,  # sees bodies decompressed, before retries
    "xxgk_spiders.middlewares.ladder.LadderMiddleware": 650,  # sees failures before retries, redirects first
}
DOWNLOADER_MIDDLEWARES |= {
    # A refresh is a link like others, judged before it is followed.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "xxgk_spiders.middlewares.cookies.OfflineCookiesMiddleware": 700,  # asks nobody for a suffix list
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,  # the site run counts
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # ScopeMiddleware does it by school
}
SPIDER_MIDDLEWARES = {
    # The spider judges scope, order and depth itself.
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
}
ITEM_PIPELINES = {
    "pipelines.stages.DownloadStage": 100,
    "pipelines.stages.ProcessStage": 200,
}
EXTENSIONS = {
    "xxgk_spiders.extensions.ledger.RunLedger": 100,
    "xxgk_spiders.extensions.progress.ProgressDisplay": 200,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "xxgk_spiders.middlewares.pace.PoliteThrottle": 0,  # never below a Crawl-delay
    "scrapy.extensions.telnet.TelnetConsole": None,  # nothing should listen
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.logstats.LogStats": None,
}

HTTPCACHE_ENABLED = False  # the archive and the page ledger are the cache
LOG_LEVEL = "ERROR"  # outcomes are in the table and the database; -L INFO for the details
