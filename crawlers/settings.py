"""The Scrapy project: what of Scrapy runs, and what of ours takes the place of the rest."""

BOT_NAME = "sinodik"
SPIDER_MODULES: list[str] = []
SPIDER_LOADER_CLASS = "crawlers.loader.SourceLoader"

TWISTED_REACTOR_ENABLED = False
SCHEDULER = "crawlers.scheduler.FrontierScheduler"
DOWNLOAD_HANDLERS_BASE: dict[str, str] = {}
DOWNLOAD_HANDLERS = {
    "http": "crawlers.handler.ExactHandler",
    "https": "crawlers.handler.ExactHandler",
}

# Only what is named here runs: none of Scrapy's own cookies, referer, redirects, retries, meta refresh,
# proxy, cache, telnet, remote control or feed exports.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawlers.picturing.Picturing": 50,
    "crawlers.settling.Settling": 100,
    "crawlers.browser.showing.Showing": 150,
    "crawlers.obeying.Obeying": 200,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES = {"crawlers.keeping.Keeping": 100}
EXTENSIONS_BASE: dict[str, int] = {}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# The gate decides who passes to a host and when; these only bound what waits before it.
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 4
DOWNLOAD_DELAY = 0
# Callbacks give no items, and their links go to the recorder: one worker is enough.
CONCURRENT_ITEMS = 1

STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
LOG_LEVEL = "WARNING"
LOG_VERSIONS: list[str] = []
WARN_ON_GENERATOR_RETURN_VALUE = False

SINODIK_HOME: str | None = None
"""The archive's folder, for `scrapy crawl`; else the environment's SINODIK_HOME."""
SINODIK_SOURCES: str | None = None
"""The folder of sources, else the environment's SINODIK_SOURCES, else the project's own."""
SINODIK_CONTACT: str | None = None
"""A mail address or a page, for the user agent; else the environment's SINODIK_CONTACT."""
SINODIK_ALLOW_LOOPBACK = False
"""Connect to loopback addresses and no others: for tests and the demo."""
