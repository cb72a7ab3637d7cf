"""What a column of a line list can hold, by what people and systems call it.

The layout of WHO's Go.Data is known in all three forms its exports come in: labels ("Date of onset"), names of fields
("dateOfOnset") and language tokens ("LNG_CASE_FIELD_LABEL_DATE_OF_ONSET"). Source: the field maps of Go.Data's case,
contact and relationship models (GoDataSource-API, common/models).
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from fangxian.register.ledger.text import clean_text

CASES, CONTACTS, RELATIONSHIPS = "cases", "contacts", "relationships"
KINDS = (CASES, CONTACTS, RELATIONSHIPS)


class Field(StrEnum):
    """What a column can hold. `CLINICAL` is neither shown nor kept here: medics have their own pages."""

    IGNORED = "ignored"
    CLINICAL = "clinical"
    MARK = "mark"
    NUMBER = "number"
    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    SEX = "sex"
    BORN_ON = "born_on"
    CITIZEN_ID = "citizen_id"
    PHONE = "phone"
    ADDRESS = "address"
    CLASSIFICATION = "classification"
    ONSET_ON = "onset_on"
    BECAME_ON = "became_on"
    REPORTED_ON = "reported_on"
    OF_CASE = "of_case"
    LAST_ON = "last_on"
    SOURCE_MARK = "source_mark"
    SOURCE = "source"
    TARGET_MARK = "target_mark"
    TARGET = "target"


PERSON = {
    Field.MARK: "id uid recordid",
    Field.NUMBER: "visualid 编号",
    Field.NAME: "name fullname 姓名 患者姓名 病例姓名 密接姓名 密接者姓名 接触者姓名 密切接触者姓名",
    Field.FIRST_NAME: "firstname givenname",
    Field.MIDDLE_NAME: "middlename",
    Field.LAST_NAME: "lastname surname familyname",
    Field.SEX: "gender sex 性别",
    Field.BORN_ON: "dob dateofbirth birthdate 出生日期 出生年月 出生年月日",
    Field.CITIZEN_ID: "citizenid nationalid 身份证号 身份证 身份证号码 公民身份号码 证件号 证件号码"
    " documents0number documentsnumber1 documentsdocumentnumber1 documentnumber",
    Field.PHONE: "phone phonenumber telephone mobile 电话 联系电话 手机 手机号 手机号码 联系方式"
    " addresses0phonenumber addressesphonenumber1 addresses1phonenumber addressphonenumber",
    Field.ADDRESS: "address addressline1 住址 地址 现住址 家庭住址 居住地址 详细地址"
    " addresses0addressline1 addressesaddressline11 addresses1addressline1 addressesaddress1",
    Field.REPORTED_ON: "dateofreporting datereported reportdate dateofreport 报告日期 报告时间",
}
CASE = {
    Field.MARK: "caseuid",
    Field.NUMBER: "caseid caseno casenumber 病例编号 病例号",
    Field.CLASSIFICATION: "classification caseclassification 病例分类 分类 病例类型 病例类别",
    Field.ONSET_ON: "dateofonset onsetdate dateonset dateofsymptomonset 发病日期 发病时间",
    Field.BECAME_ON: "datebecomecase dateofbecomingcase 确诊日期 确诊时间 诊断日期 诊断时间",
}
CONTACT = {
    Field.MARK: "contactuid",
    Field.NUMBER: "contactid contactno contactnumber 接触者编号 密接编号",
    Field.OF_CASE: "caseid casenumber relatedcase indexcase sourcecase 关联病例 所属病例 病例编号 关联病例编号",
    Field.LAST_ON: "dateoflastcontact lastcontactdate lastcontact lastexposuredate contactdate 末次接触日期"
    " 末次接触时间 最后接触日期 最后接触时间 末次暴露日期",
}
RELATIONSHIP = {
    Field.SOURCE: "source sourceid sourcevisualid sourcepersonvisualid sourcepersonuid sourcecaseid 传染源 来源病例",
    Field.SOURCE_MARK: "sourcepersonid sourceuid persons0id",
    Field.TARGET: "target targetid targetvisualid targetpersonvisualid targetpersonuid 接触者 被传染者",
    Field.TARGET_MARK: "targetpersonid targetuid persons1id",
    Field.LAST_ON: "contactdate dateoflastcontact lastcontactdate 接触日期 末次接触日期",
}
WORDS: Mapping[str, Sequence[Mapping[Field, str]]] = {
    CASES: (CASE, PERSON), CONTACTS: (CONTACT, PERSON), RELATIONSHIPS: (RELATIONSHIP,),
}  # fmt: skip
KNOWN: dict[str, dict[str, Field]] = {
    kind: {word: field for table in reversed(tables) for field, listed in table.items() for word in listed.split()}
    for kind, tables in WORDS.items()
}
# What a list of this kind has and the others lack: by these it is told apart.
TELLING = {
    RELATIONSHIPS: frozenset({Field.SOURCE, Field.SOURCE_MARK, Field.TARGET, Field.TARGET_MARK}),
    CASES: frozenset({Field.CLASSIFICATION, Field.ONSET_ON, Field.BECAME_ON}),
    CONTACTS: frozenset({Field.LAST_ON, Field.OF_CASE}),
}
TOKEN = re.compile(r"LNG_[A-Z_]*?FIELD_LABEL_(?:ADDRESS_|DOCUMENT_(?=NUMBER))?")
CLINICAL = re.compile(
    r"questionnaire|symptom|temperature|fever|labresult|laborator|testresult|pcr|vaccin|pregnan|outcome|hospital|burial"
    r"|dateranges|comorbid|treatment|diagnos|clinical|体温|症状|检测|核酸|抗原|化验|检验|病情|用药|治疗|住院|转归|疫苗"
    r"|基础疾病|病史|妊娠|怀孕|诊断结果|临床表现|结局"
)


def plain(header: str) -> str:
    """A header as it is compared: "Date of Onset", "dateOfOnset", "date_of_onset" and its token are one word."""
    text = TOKEN.sub("", clean_text(header))
    return re.sub(r"[^0-9a-z\u3400-\u9fff]", "", text.lower())


def field_of(header: str, kind: str) -> Field | None:
    """What a column called this holds in a list of this kind; None where nobody knows."""
    word = plain(header)
    if word in KNOWN[kind]:
        return KNOWN[kind][word]
    return Field.CLINICAL if CLINICAL.search(word) else None


def is_godata(headers: Sequence[str]) -> bool:
    """Whether a list is laid out as WHO's Go.Data writes it: its tokens stand in no other, nor its "visual ID"."""
    return any(TOKEN.match(header.strip()) or plain(header).endswith("visualid") for header in headers)


def kind_of(headers: Sequence[str]) -> str:
    """Which kind of list has these columns: the one of whose own columns most are there."""
    found = {kind: {field_of(header, kind) for header in headers} & own for kind, own in TELLING.items()}
    if len(found[RELATIONSHIPS]) >= 2:
        return RELATIONSHIPS
    return CASES if len(found[CASES]) >= len(found[CONTACTS]) else CONTACTS
