"""Scrapy's settings; what differs from Scrapy's defaults says why on the line above."""

BOT_NAME = "gsn-archive"
SPIDER_MODULES = ["spiders"]
NEWSPIDER_MODULE = "spiders"

# Every exchange is in the WARC before anyone else sees it; other schemes are never fetched.
DOWNLOAD_HANDLERS = {
    "http": "crawler.capture.CaptureHandler",
    "https": "crawler.capture.CaptureHandler",
    "file": None,
    "ftp": None,
    "s3": None,
    "data": None,
}
# The frontier is the ledger: Scrapy's own queues lose addresses when the process dies.
SCHEDULER = "crawler.frontier.LedgerScheduler"
# Of Scrapy's own parts those named under _BASE and no others: no listener, no part that fetches or keeps something
# comes in with a new release, and a part that is off is not loaded (a sixth of the time that a command takes to start).
# Retries, redirects, robots, cookies and compression are left out: the ledger keeps the tries, each redirect is an
# address of its own, the bytes stay as sent, and cookies would fetch the public-suffix list outside robots and WARC.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
# robots.txt first, as RFC 9309 has it, then the host's turn.
DOWNLOADER_MIDDLEWARES = {
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.politeness.PolitenessMiddleware": 200,
    # Before Scrapy's own, at 750, looks into the environment: the demo and the self-test work behind a proxy too.
    "crawler.proxies.LoopbackMiddleware": 300,
}
# The pace is kept by crawler.politeness, per host and also at delay 0; these only must not get in its way.
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 32
# Scrapy starts so many tasks for every answer, and a page has one story: 100 cost a fifth of the crawl.
CONCURRENT_ITEMS = 1
# Old hosts live with expired certificates; the archive keeps what they serve.
DOWNLOAD_VERIFY_CERTIFICATES = False
# Replay tools may not read br and zstd. No referrer: it would tell the site how we came.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip",
}
# An answer of any status is a result; depth and length of an address are the ledger's business.
SPIDER_MIDDLEWARES_BASE = {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25}
# The ledger decides what is a duplicate.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
ITEM_PIPELINES = {"pipelines.validate.ValidatePipeline": 300}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
}
EXTENSIONS = {"crawler.progress.Progress": 100}
# The command line writes the log to the folder and the words to the terminal.
LOG_INSTALL_ROOT_HANDLER = False
# One line for each fetched page would say again what the WARC and the ledger hold.
LOG_LEVEL = "INFO"
