"""How people write the regions and places of KubeCons, and the small words between such names."""

EVENT_WORDS = ("kubecon", "cloudnativecon", "kccnc", "kubecons")

REGIONS = {
    "na": (
        "na",
        "north america",
        "nordamerika",
        "amerique du nord",
        "norteamerica",
        "nordamerica",
        "北米",
        "北美",
        "북미",
    ),
    "eu": ("eu", "europe", "europa", "欧洲", "歐洲", "欧州", "ヨーロッパ", "유럽"),
    "china": ("china", "chine", "cina", "中国", "中國", "중국"),
    "india": ("india", "inde", "indien", "印度", "インド", "인도", "भारत"),
    "japan": ("japan", "japon", "giappone", "japao", "日本", "일본"),
}
# Other regions' short names count only in running words ("kubeconjp", "kccncind2025").
RUN_TOGETHER = {"cn": "china", "chn": "china", "ind": "india", "jp": "japan", "jpn": "japan"}
# Codes that are also words of other languages ("na" is "in" or "on", "eu" is "I").
SHORT_CODES = frozenset({"na", "eu"})

_MANY_PLACES = """
    africa, australia, brazil, brasil, canada, korea, south korea, singapore, taiwan, latin america, latam, oceania,
    south america, middle east, mexico, new zealand, turkey, israel, uae, nigeria, kenya, egypt, indonesia, thailand,
    vietnam, malaysia, philippines, poland, italy, switzerland, austria, sweden, norway, finland, ireland, portugal,
    greece, belgium, czechia, hungary, romania, ukraine,
    sydney, melbourne, auckland, seoul, busan, osaka, kyoto, fukuoka, taipei, beijing, shenzhen, guangzhou, hangzhou,
    bangkok, jakarta, manila, kuala lumpur, hanoi, bangalore, bengaluru, chennai, pune, kolkata, dubai, tel aviv,
    istanbul, cairo, lagos, nairobi, cape town, johannesburg, toronto, montreal, vancouver, boston, new york, nyc,
    washington, miami, dallas, houston, denver, phoenix, portland, las vegas, san jose, philadelphia, nashville,
    mexico city, sao paulo, rio de janeiro, buenos aires, bogota, santiago, dublin, manchester, edinburgh, glasgow,
    madrid, lisbon, porto, rome, milan, bologna, vienna, zurich, geneva, bern, munich, hamburg, frankfurt, cologne,
    stuttgart, brussels, rotterdam, utrecht, oslo, bergen, stockholm, helsinki, tallinn, riga, vilnius, warsaw, krakow,
    prague, brno, budapest, bucharest, sofia, athens, kyiv, moscow, lyon, marseille, bordeaux, toulouse, bilbao
"""
# Big places without a KubeCon, so that "KubeCon Sydney" is not read as any KubeCon.
ELSEWHERE = tuple(place.strip() for place in _MANY_PLACES.split(","))

_MONTHS = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    januar februar marz mai juni juli oktober dezember janvier fevrier mars avril juin juillet aout septembre octobre
    novembre decembre
"""
_SMALL_WORDS = """
    a an and at by con conference de der di du edition el en for from i im in la le of s the to virtual w zu
    年 年の の 在 月 日 cncf open source summit openinfra pytorch ai dev event st nd rd th
"""
# Words that may stand within one mention: "KubeCon Europe, 1-4 April 2025, in London".
FILLERS = frozenset(_MONTHS.split() + _SMALL_WORDS.split() + [str(day) for day in range(1, 32)])
