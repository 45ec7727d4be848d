"""Words that say how a man came to the war, with the category they mean; dates are weighed elsewhere."""

import re

from parsers.serving.category_cue import Cue
from parsers.serving.category_foreign import FOREIGN
from parsers.serving.category_joined import JOINED
from parsers.serving.category_served import SERVED

GATE = re.compile(
    r"\bмоб(?:ил|ик[а-я]*)?\b|колючк|колюч[а-я]+\sпров|\bнар\b|сизо|\bик-|штрафник|напросил|усидел|остал[а-я]+\sв\sстороне|отсиж|откликнул|рапорт|подмахнул|подпись|оформил|ипотек|кредит|запасник|указ|срочк|погон|ополчен|календар|проект|кров|к/с|пункт[а-я]*\sотбора|нанял|подписавш|подписался|расписал|мобилиз|мобілізов|повестк|призв|призыв|доброво|контракт|срочн|строков|колони|осужд|осуди|"
    r"заключенн|тюр[ье]м|наказан|завербов|шторм|зэк|"
    r"спецконтингент|судимост|помилова|чвк|частн|вагнер|наемник|кадров|профессиональн|барс|бумаг|"
    r"подписал|собственн|сам\s|забрал|зову|"
    r"резервист|казак|казач|приговор|лишени|сидел|отсид|сел\s|досиж|судим|дембел|сверхсроч|свобод|лагер|зон[аыуе]\b|срок|училищ|"
    r"академи|военн[а-я]+\sинститут|"
    r"mobili[sz]|volunt|contract|conscript|prison|jail|convict|wagner|penal|inmate|draft|recruit|"
    r"редут|эспаньол|музыкант|оркестр|\bзк\b|\bчм\b|колоні|вербув|отдаленн|велени|решетк|ув.язнен|козак|козач|наркот"
)

CUES: tuple[Cue, ...] = (*JOINED, *SERVED, *FOREIGN)
