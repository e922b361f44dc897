"""Runs in the judges' own environment: opens a page in headless Chromium, waits for the replayed page inside it.

    python open_in_browser.py ADDRESS REPLAYED IMAGE SCREENSHOT

prints as JSON what the replayed page (the frame whose address ends with REPLAYED) shows: its text, the natural width of
the image whose address ends with IMAGE, the computed colour and font of its body, and how many addresses the browser
asked for outside loopback.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Frame, sync_playwright

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
SECONDS = 90.0
PATIENCE = 20.0
LOOK = """image => {
    const found = [...document.images].find(one => one.src.endsWith(image));
    const style = getComputedStyle(document.body);
    return {text: document.body.innerText, width: found && found.complete ? found.naturalWidth : 0,
            colour: style.color, font: style.fontFamily, size: style.fontSize};
}"""


def replayed_frame(context: BrowserContext, end: str) -> Frame | None:
    frames = (frame for page in context.pages for frame in page.frames)
    return next((frame for frame in frames if frame.url.endswith(end)), None)


def look(context: BrowserContext, end: str, image: str) -> dict[str, object]:
    """What the replayed page shows once its image is there; what it shows at the end of the time otherwise."""
    shown: dict[str, object] = {}
    last, again = time.monotonic() + SECONDS, time.monotonic() + PATIENCE
    while time.monotonic() < last and not shown.get("width"):
        context.pages[0].wait_for_timeout(200)
        frame = replayed_frame(context, end)
        if frame is None and time.monotonic() > again:
            # On a busy machine the player gives up waiting for its service worker.
            context.pages[0].reload()
            again = time.monotonic() + PATIENCE
        try:
            shown = frame.evaluate(LOOK, image) if frame else shown
        except Error:
            continue  # the frame went on to another page while we looked
    return shown


def main(address: str, end: str, image: str, screenshot: str) -> None:
    outside: set[str] = set()
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path="/usr/bin/chromium", args=FLAGS, viewport={"width": 1000, "height": 1400}
        )
        context.on("request", lambda request: outside.add(request.url))
        page = context.pages[0]
        page.goto(address)
        shown = look(context, end, image)
        frames = [frame.url for frame in page.frames]
        page.screenshot(path=screenshot)
        context.close()
    others = sorted(url for url in outside if urlsplit(url).hostname not in ("127.0.0.1", None))
    print(json.dumps({"shown": shown, "outside": others, "frames": frames}))


if __name__ == "__main__":
    main(*sys.argv[1:])
