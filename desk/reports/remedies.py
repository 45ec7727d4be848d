"""What a person does about each kind of issue; a test holds the table complete."""

REMEDIES = {
    "busy": "The site asked us to slow down: raise crawl.delay, or lower crawl.budget.",
    "contradiction": "Look at both sides (sinodik person ID): set the right value, split him, or judge anew.",
    "down": 'Open the site. If it is gone for good, set status = "paused" and say so in its note.',
    "empty-list": "Open the list page: if its layout moved, correct crawl.detail.",
    "endless": "Open a page far up: if it is none, lower crawl.share, or pause the source.",
    "error": "Open the page. If it fails for everyone, wait.",
    "few-captures": "Compare the list page with crawl.detail and crawl.next.",
    "few-mentions": "Open a kept page: if its layout moved, tell those who write the parsers.",
    "fill-fell": "Compare a new page with an old one: a field has moved, or is no longer given.",
    "import": "Look at the file; what holds of it is taken in.",
    "judgements-contradict": "Two people judged otherwise: let them talk, then sinodik withdraw one.",
    "low-fill": "Compare a new page with an old one, or correct expect.fill.",
    "many-refusals": "Slow down (crawl.delay), ask the editor for leave, or correct expect.refusals.",
    "mentions-fell": "Compare a new page with an old one: the layout has moved, or the list is another.",
    "no-api": "Nothing to do while its feed is read; else make it a feed or a listing.",
    "no-browser": "Install Chromium on this machine (docs/operations.md).",
    "odd-value": "A claim says what no count can use: report it; a verifier may set the value.",
    "redirect": "Open the page: if the site moved, correct home, crawl.start and crawl.hosts.",
    "refused": "Open the page. Nothing evades a captcha: slow down, or ask the editor for leave.",
    "refusals-rose": "Slow down (crawl.delay, crawl.budget), or ask the editor for leave.",
    "robots-delay": "Ask the editor for leave (crawl.exceptions), or pause the source.",
    "robots-disallow": "Choose other start pages, or ask the editor for leave (crawl.exceptions).",
    "robots-unreachable": "Open robots.txt in a browser. If the site is up and this stays, write to it.",
    "silent": "Open the list: if it moved, correct crawl.start; if the site is slow, set expect.new.",
    "spider": "An error of ours: report it with its words; the page was kept.",
    "truncated": "Look at what is kept; raise the limits only if pages are lost.",
    "undecodable": "The bytes are kept; nothing to do unless it stays.",
    "unreachable": "Open the site. If the name is dead for days, look for the new one.",
    "unrendered": "Open the page; its plain answer is kept.",
    "unwritable": "Report it: bytes that no archive can hold.",
    "warc-file": "Restore the file from a backup, or run: sinodik rebuild captures",
    "yields-nothing": "Is it the right list? Correct crawl.start and crawl.detail, or pause the source.",
}

UNREAD = "The page is kept and is read anew by the next version: report the error."
OTHER = "Look at it: sinodik issues"


def remedy(kind: str) -> str:
    """What to do about an issue of a kind."""
    return UNREAD if kind.startswith("unread: ") else REMEDIES.get(kind, OTHER)
