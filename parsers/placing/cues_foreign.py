"""The words before a place on English and Ukrainian pages."""

from parsers.placing.cues import Cue, cue

_OF = "village_of town_of city_of the"

FOREIGN: tuple[Cue, ...] = (
    cue(
        None,
        "killed died wounded fell fighting fought captured shot_down hit struck battle missing",
        gap=6,
        link="in near at outside around village_of town_of city_of",
    ),
    cue(None, "загину* вбит* поранен* бої боях бою зник* полонен*", gap=4, link="в у на під біля поблизу"),
    cue(
        None,
        "brigade regiment division battalion unit base stationed hospital academy university prison colony",
        gap=3,
        link="in of from near",
    ),
    cue(
        None,
        "coffin* bodies body remains convoy* train* trains flight* letter* call* parcel* refugee*",
        gap=1,
        link="from of",
    ),
    cue(None, "brought returned evacuated flown shipped delivered repatriated", gap=2, link="from"),
    cue(None, "near outside під біля поблизу"),
    cue("residence", "lived living resident residents residing moved", gap=3, link="in of to"),
    cue("residence", "мешкан* жител* жив жила проживав", gap=3, link="в у із з міста села?"),
    cue("birth", "born grew_up raised", gap=9, link="in at village_of town_of"),
    cue("birth", "народи*", gap=5, link="в у селі місті"),
    cue("funeral", "buried laid_to_rest burial grave cemetery funeral", gap=8, link=f"in at of {_OF}"),
    cue("funeral", "похова*", gap=5, link="в у на селі місті"),
    cue("farewell", "farewell mourn* ceremony", gap=5, link="in at"),
    cue("school", "school college", gap=4, link=f"in of at {_OF}"),
    cue("origin", "from native_of hail*_from", gap=4, link=_OF + "?"),
    cue("origin", "родом_із родом_з уродженець із зі з", gap=1, link="села міста селища?"),
    cue("authority", "mayor_of governor_of head_of administration_of"),
)
