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
# robots.txt first, then the host's turn. Scrapy's own retry, redirect, robots, cookie and compression parts
# are off: the ledger keeps the tries, each redirect is an address of its own, and the bytes stay as sent.
DOWNLOADER_MIDDLEWARES = {
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.politeness.PolitenessMiddleware": 200,
    # Before Scrapy's own, at 750, looks into the environment: the demo and the self-test work behind a proxy too.
    "crawler.proxies.LoopbackMiddleware": 300,
}
# The robots middleware above obeys RFC 9309; Scrapy's lets the third of several waiting requests through.
ROBOTSTXT_OBEY = False
RETRY_ENABLED = False
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
COMPRESSION_ENABLED = False
HTTPCACHE_ENABLED = False
# Cookies make Scrapy fetch the public-suffix list, outside robots, pace and WARC.
COOKIES_ENABLED = False
# A listener that executes what is sent to it has no place in an unattended job.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
# The pace is kept by crawler.politeness, per host and also at delay 0; these only must not get in its way.
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 32
# Scrapy starts so many tasks for every answer, and a page has one story: 100 cost a fifth of the crawl.
CONCURRENT_ITEMS = 1
# Old hosts live with expired certificates; the archive keeps what they serve.
DOWNLOAD_VERIFY_CERTIFICATES = False
# Replay tools may not read br and zstd; a referrer would tell the site how we came.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip",
}
REFERER_ENABLED = False
# An answer of any status is a result; depth and length of an address are the ledger's business.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
}
# The ledger decides what is a duplicate.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
ITEM_PIPELINES = {"pipelines.validate.ValidatePipeline": 300}
EXTENSIONS = {
    "crawler.progress.Progress": 100,
    # Its lines would stand between ours; the progress line says the same.
    "scrapy.extensions.logstats.LogStats": None,
}
# The command line writes the log to the folder and the words to the terminal.
LOG_INSTALL_ROOT_HANDLER = False
# One line for each fetched page would say again what the WARC and the ledger hold.
LOG_LEVEL = "INFO"
