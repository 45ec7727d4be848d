"""`python -m demo [--night 2]`: serve the invented web, to look at in a browser."""

import argparse
import threading

from demo.web import serve


def main() -> None:
    """Serves until Ctrl-C, after printing every site's address and first page."""
    options = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    options.add_argument("--night", type=int, choices=(1, 2), default=1)
    options.add_argument("--port", type=int, default=0, help="count ports up from here (default: free ones)")
    chosen = options.parse_args()
    with serve(chosen.port) as web:
        web.night = chosen.night
        for name, online in web.sites.items():
            print(f"{name:18} {online.base}{online.site.source.start[0]}", flush=True)
        print(f"night {web.night}; Ctrl-C ends", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
