"""Runs in the judges' own environment: opens a page in headless Chromium and watches what it does.

    python watch_page.py ADDRESS SCREENSHOT

prints as JSON every address that was asked for besides the page itself, the title at the end, the address at the end,
how many scripts and frames there are, whether a dialog or another window opened, what the console said, the text shown,
and how the first paragraph that was kept is painted.
"""

from __future__ import annotations

import json
import sys
import tempfile

from open_in_browser import FLAGS
from playwright.sync_api import BrowserContext, Page, sync_playwright

# Time for a refresh, a submitted form or a late script.
MILLISECONDS = 3000
LOOK = """() => {
    const kept = document.querySelector('.kept .label');
    return {title: document.title, scripts: document.scripts.length, frames: window.length,
            links: document.links.length, text: document.body ? document.body.innerText : '',
            colour: kept ? getComputedStyle(kept).color : null};
}"""


def watch(context: BrowserContext, page: Page, address: str) -> dict[str, object]:
    asked: list[str] = []
    said: list[str] = []
    dialogs: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(address, wait_until="commit")
    page.wait_for_timeout(MILLISECONDS)
    # What waits for a reader: the mouse over every word that is marked, a click on the first and on the box.
    for mark in page.locator(".m").all()[:20]:
        mark.hover(timeout=2000)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_timeout(500)
    page.keyboard.press("Space")
    others = [url for url in asked if url != address]
    return {"asked": others, "console": said, "dialogs": dialogs, "pages": len(context.pages), "at": page.url}


def main(address: str, screenshot: str) -> None:
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path="/usr/bin/chromium", args=FLAGS, viewport={"width": 1400, "height": 1000}
        )
        page = context.pages[0]
        seen = watch(context, page, address)
        page.screenshot(path=screenshot)
        seen |= page.evaluate(LOOK)
        context.close()
    print(json.dumps(seen))


if __name__ == "__main__":
    main(*sys.argv[1:])
