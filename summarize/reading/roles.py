"""What the elements of a page are for, from their tags, classes and ids."""

from __future__ import annotations

from typing import Any

INVISIBLE = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object", "embed", "audio"),
        *("video", "head", "select", "datalist", "map", "input", "textarea"),
    )
)
_ROLE_OF_TAG = {
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    "nav": "navigation",
    "footer": "footer",
    "aside": "sidebar",
    "menu": "navigation",
    "form": "form",
    "button": "form",
    "label": "form",
    "dialog": "popup",
    "figcaption": "caption",
    "figure": "caption",
}
# Words in class and id attributes, whole or as a part between separators, that themes use the world over.
_ROLE_OF_CLASS = (
    ("caption", ("caption", "figcaption", "img-credit", "photo-credit", "image-credit", "credit")),
    (
        "related",
        (
            "related",
            "read-also",
            "readalso",
            "readmore",
            "read-more",
            "recommended",
            "recommendations",
            "most-read",
            "mostread",
            "trending",
            "latest-news",
            "more-news",
            "similar",
            "also-read",
            "outbrain",
            "taboola",
            "popular",
        ),
    ),
    (
        "share",
        ("share", "sharing", "social", "addthis", "sharethis", "follow-us", "followus", "print", "toolbar", "tools"),
    ),
    ("comments", ("comments", "comment", "comment-list", "disqus", "respond")),
    ("tags", ("tags", "tag-list", "taglist", "keywords", "tagcloud", "post-tags")),
    (
        "navigation",
        ("breadcrumb", "breadcrumbs", "menu", "navbar", "nav", "navigation", "pagination", "pager", "skip-link"),
    ),
    ("newsletter", ("newsletter", "subscribe", "subscription", "signup", "app-download")),
    ("advert", ("ad", "ads", "advert", "advertisement", "adsbygoogle", "banner", "sponsored", "promo")),
    ("popup", ("cookie", "cookies", "gdpr", "consent", "popup", "modal")),
    ("sidebar", ("sidebar", "widget", "widgets")),
    ("byline", ("byline", "author", "author-name", "writer", "post-author")),
    ("date", ("date", "publish-date", "published", "time", "timestamp", "post-date", "entry-date", "datetime")),
    ("tweet", ("twitter-tweet", "instagram-media", "fb-post", "tweet", "tiktok-embed")),
)
_ROLE_OF_WORD = {word: role for role, words in _ROLE_OF_CLASS for word in words}
_PROSE_TAGS = frozenset(("p", "div", "td", "span", "br", "font", "section", "article"))


class Roles:
    """The role of each element, inherited by what stands inside it; a claim on half of the prose is not believed.

    (ASP.NET pages stand whole inside a ``form``; themes call the column of the article ``widget-content``.)
    """

    def __init__(self, root: Any) -> None:
        self.depth = 0
        self._role: dict[Any, str] = {}
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        weight = _weights(elements)
        depth: dict[Any, int] = {}
        for element in elements:
            parent = element.getparent()
            depth[element] = depth.get(parent, 0) + 1
            claim = _claim(element)
            if claim and 2 * weight[element] > weight[root]:
                claim = ""
            self._role[element] = self._role.get(parent, "") or claim
        self.depth = max(depth.values(), default=0)

    def of(self, element: Any) -> str:
        """Give the element's role, empty for plain text."""
        return self._role.get(element, "")


def _weights(elements: list[Any]) -> dict[Any, int]:
    """Count the characters of visible text under each element; text that is no paragraph's counts a quarter."""
    weight: dict[Any, int] = {}
    for element in reversed(elements):  # children before their parents
        own = 0 if element.tag in INVISIBLE else len(element.text or "")
        own = own if element.tag in _PROSE_TAGS else own // 4
        weight[element] = 0 if element.tag in INVISIBLE else weight.get(element, 0) + own
        parent = element.getparent()
        if parent is not None:
            weight[parent] = weight.get(parent, 0) + weight[element] + len(element.tail or "")
    return weight


def _claim(element: Any) -> str:
    tag = element.tag
    if tag in INVISIBLE:
        return "invisible"
    if tag in _ROLE_OF_TAG or tag in ("h1", "body", "html", "article", "main"):
        return _ROLE_OF_TAG.get(tag, "")
    marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}".lower().replace("_", "-")
    for mark in marks.split():
        first, _, _ = mark.partition("-")
        _, _, last = mark.rpartition("-")
        for word in (mark, first, last):
            if word in _ROLE_OF_WORD:
                return _ROLE_OF_WORD[word]
    return ""
