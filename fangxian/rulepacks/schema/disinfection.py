"""The keys of a disease pack on disinfection (domain-rules E)."""

from functools import partial

from .making import column, exact, key, optional_column, whole
from .types import Flag, Table, Word, Words

need = partial(key, "disease")
_MG_L = whole(1, 200_000)
_MINUTES = whole(1, 1_440)
_TIMES = whole(1, 24)

DISINFECTION = (
    need(
        "disinfection.surfaces",
        Table(
            (
                column("surface", Word("surface"), "对象", "object"),
                column("methods", Words("method"), "方法", "method"),
                optional_column("mg_l_low", _MG_L, "有效氯（低）", "chlorine from", unit="mg/L"),
                optional_column("mg_l_high", _MG_L, "有效氯（高）", "chlorine to", unit="mg/L"),
                optional_column("minutes_low", _MINUTES, "作用时间（短）", "time from", unit="minutes"),
                optional_column("minutes_high", _MINUTES, "作用时间（长）", "time to", unit="minutes"),
                optional_column("times_low", _TIMES, "频次（少）", "times from", unit="times/day"),
                optional_column("times_high", _TIMES, "频次（多）", "times to", unit="times/day"),
                optional_column("afterwards", Words("method"), "之后", "afterwards"),
            ),
            unique=("surface",),
        ),
        "table",
        "消毒对象、浓度和时间",
        "Objects, strength and time",
    ),
    need(
        "disinfection.spray_volumes",
        Table(
            (
                column("surface", Word("surface"), "对象", "object"),
                column("low", whole(1, 2000), "用量（低）", "from", unit="mL/m²"),
                optional_column("high", whole(1, 2000), "用量（高）", "to", unit="mL/m²"),
            ),
            unique=("surface",),
        ),
        "table",
        "喷洒用量",
        "Spray volumes",
    ),
    need(
        "disinfection.products",
        Table(
            (
                column("product", Word("product"), "产品", "product"),
                optional_column("mg_l", _MG_L, "有效氯", "available chlorine", unit="mg/L"),
                optional_column("percent", exact("0.01", "100"), "含量", "strength", unit="%"),
                column("flammable", Flag(), "易燃", "flammable"),
            ),
            unique=("product",),
        ),
        "table",
        "常用产品含量",
        "Usual strength of products",
    ),
    need("disinfection.never", Words("never"), "words", "严禁与不宜", "Never do"),
    need("disinfection.kinds", Words("disinfection_kind"), "words", "消毒类别", "Kinds of disinfection"),
    need(
        "disinfection.qualified_only",
        Words("disinfection_kind"),
        "words",
        "须由专业人员实施",
        "By qualified staff only",
    ),
    need("disinfection.photo_proof", Flag(), "yes/no", "做完后拍照留证", "A photo is taken as proof"),
    need("disinfection.household_consent", Flag(), "yes/no", "入户须先征得同意", "Household is asked first"),
)
