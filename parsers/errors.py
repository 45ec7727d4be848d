"""What the parsers refuse to go on with."""


class LayoutChanged(Exception):
    """A source's TOML names a layout that its page no longer has.

    Name the layout that the page has now in the source's `parser`, or set it to "auto", and read it again.
    """

    def __init__(self, url: str, expected: str) -> None:
        super().__init__(url, expected)  # both, so that it can be pickled by a worker
        self.url = url
        self.expected = expected

    def __str__(self) -> str:
        return f"{self.url}: expected {self.expected}; name the layout it has now in `parser`, or set `auto`"
