"""The two nights of the demo, and everything that differs between them, as one table.

Sites render from this table, the server answers by it, tests and the demo's report check against it.
"""

from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

Kind = Literal["new", "edited", "touched", "gone-404", "gone-410", "captcha", "moved", "busy"]

# A day and half an hour apart, so that a page fetched late in the first night is due again in the second
NIGHTS = (datetime(2026, 3, 2, 1, 10, tzinfo=UTC), datetime(2026, 3, 3, 1, 40, tzinfo=UTC))

# Seconds a busy page asks to wait, once
RETRY_AFTER = 1


class Change(Struct, frozen=True):
    """What became of one page (of a channel: one post) in the second night.

    `target` is where a moved one went. `edited`: other words. `touched`: same words, another view counter.
    `captcha`: 200 with a form to fill. `busy`: one 503 with Retry-After, then the page as it was.
    A post that is `gone-404` has left its channel.
    """

    site: str
    path: str
    kind: Kind
    target: str | None = None


NEWS = "/dlya-zhiteley/novosti-i-reportazhi"

CHANGES = (
    Change("adm-hemchik", f"{NEWS}/novosti_421.html", "new"),
    Change("adm-hemchik", f"{NEWS}/novosti_418.html", "edited"),
    Change("adm-hemchik", f"{NEWS}/novosti_415.html", "gone-410"),
    Change("adm-hemchik", f"{NEWS}/novosti_401.html", "moved", f"{NEWS}/pamyat/novosti_401.html"),
    Change("arhiv-imyon", "/svo/suleimanov.html", "gone-404"),
    Change("golos-okrugov", "/wall-5500_31007", "gone-404"),
    Change("golos-okrugov", "/s/glava_vereshag/1180", "new"),
    Change("gorodskoj-portal", "/lenta/katok-7341.html", "new"),
    Change("gorodskoj-portal", "/lenta/pogoda-7339.html", "busy"),
    Change("kanal-suhokum", "/suhokum_zemlyaki/320", "new"),
    Change("kanal-suhokum", "/suhokum_zemlyaki/319", "new"),
    Change("kanal-suhokum", "/suhokum_zemlyaki/310", "edited"),
    Change("kanal-suhokum", "/suhokum_zemlyaki/302", "gone-404"),
    Change("kniga-pamyati", "/kniga/?bukva=%D0%AF", "new"),
    Change("kniga-pamyati", "/kniga/?bukva=%D0%91", "edited"),
    Change("nekropol", "/uchastok-20.html", "new"),
    Change("nekropol", "/uchastok-17.html", "gone-404"),
    Change("ozyornyj-vestnik", "/?action=view&id=5225&module=articles", "new"),
    Change("ozyornyj-vestnik", "/?action=view&id=5215&module=articles", "gone-404"),
    Change("ozyornyj-vestnik", "/?action=view&id=5209&module=articles", "touched"),
    Change("ozyornyj-vestnik", "/?action=view&id=5172&module=articles", "edited"),
    Change("pamyat-vyatka", "/geroi/kashin-v-v.html", "new"),
    Change("pamyat-vyatka", "/geroi/mosyagin-k-l.html", "edited"),
    Change("pamyat-vyatka", "/geroi/zagajnov-m-k.html", "gone-410"),
    Change("pamyat-vyatka", "/geroi/kuklin-a-n.html", "moved", "/geroi/kuklinskih-adam.html"),
    Change("shkolnyj-muzej", "/geroi/tararykin-oleg/", "new"),
    Change("shkolnyj-muzej", "/geroi/bulychkin-mihail/", "edited"),
    Change("rodnaya-okolica", "/lenta/205", "new"),
    Change("stepnaya-pravda", "/novosti/obshchestvo/18450/", "new"),
    Change("stepnaya-pravda", "/novosti/obshchestvo/18441/", "edited"),
    Change("stepnaya-pravda", "/novosti/obshchestvo/18422/", "captcha"),
    Change("stepnaya-pravda", "/novosti/obshchestvo/18377/", "captcha"),
    Change("stepnaya-pravda", "/novosti/proisshestviya/18390/", "gone-404"),
    Change("sura-vestnik", "/2026/03/02/prostilis-s-rodionom-chibiskovym/", "new"),
    Change("sura-vestnik", "/2026/03/02/maslenica-nachalas/", "new"),
    Change("sura-vestnik", "/2026/02/25/dvoe-zemlyakov-ne-vernulis-s-zadaniya/", "edited"),
    Change("sura-vestnik", "/2026/01/30/kamenka-poteryala-pyateryh/", "gone-404"),
    Change(
        "sura-vestnik",
        "/2026/02/17/mat-ishchet-syna/",
        "moved",
        "/2026/02/17/mat-ishchet-syna-s-oktyabrya-net-vestej/",
    ),
    Change("svodka-regionov", "/content/view/pogibli-zhiteli-5-rajonov/amp", "new"),
    Change("svodka-regionov", "/news/18/2024-06-05/troe-voennosluzhaschih-421880", "gone-404"),
    Change("svodka-regionov", "/social/2023/01/30/v-yanvare-pohoronili-chetveryh.html", "gone-410"),
    Change("zarechnye-vesti", "/2026/03/02/v-zarechnom-prostilis-s-timofeem-zhelvakovym/", "new"),
    Change("zarechnye-vesti", "/2026/02/27/pogib-makar-shestoperov/", "edited"),
    Change("zarechnye-vesti", "/2026/02/20/ne-vernulsya-pavel-skorohodcev/", "gone-404"),
)


def changes(site: str) -> dict[str, Change]:
    """The second night's changes of a site by path."""
    return {change.path: change for change in CHANGES if change.site == site}
