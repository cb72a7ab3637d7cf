"""What pages call the conditions, the steps and the registers of the ending."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fangxian.rulepacks.schema import VOCABULARIES, Label
from fangxian.standdown.rules.registers import REGISTERS

Words = dict[str, str | Promise]

CONDITIONS: Words = {
    "no_new_case": _("No new case for the days of the pack"),
    "contacts_clear": _("The last contact of a case lies back longer than the days of the pack"),
    "contacts_released": _("No contact is under observation any more"),
    "nobody_waiting": _("Nobody is suspected or probable"),
    "tested": _("Everybody was tested within the days of the pack"),
}

STEPS: Words = {
    "closures": _("Lift the closures"),
    "units": _("Lift the closures of unit-stairs and buildings"),
    "homes": _("End the orders for single households"),
    "gates": _("Open the gates that are shut"),
    "passes": _("Withdraw permissions to pass"),
    "watches": _("End the observations"),
    "referrals": _("Settle the referrals"),
    "visits": _("Make the welfare visits"),
    "signals": _("Close the signals from workplaces"),
    "listed": _("Decide about rows of lists that wait"),
    "arrivals": _("See to the arrivals that were told of"),
    "cases": _("Say what became of suspected cases"),
    "needs": _("Close the rounds of needs"),
    "bags": _("Bring the last bags"),
    "medicines": _("Bring the last medicines"),
    "complaints": _("Answer complaints and appeals"),
    "stock": _("Count and sign for stock and kit"),
    "sweeps": _("Close the sweeps"),
    "rounds": _("End the rounds of disinfection"),
    "tasks": _("Finish the notebook"),
    "service": _("Thank the team: certificates of service"),
    "strays": _("Put uploads right"),
    "uploads": _("Take in or throw away ledgers that were sent"),
    "phones": _("Take back the phones' leave"),
}

# What each register is for: nothing in it is used for anything else (domain-rules J-02).
PURPOSES: Words = {
    "homes": _("to know who lives here, so that everybody is asked once, guarded and fed"),
    "gates": _("to let people pass and to trace contacts"),
    "doors": _("to ask every home once"),
    "health": _("to look after people under observation, and to find contacts of cases"),
    "orders": _("to decide by name who must stay where, with support and complaint"),
    "supplies": _("to bring everybody what they need"),
    "rounds": _("to disinfect with consent, and to show that it was done"),
    "notebook": _("to do what was said"),
    "planning": _("to plan the next day"),
    "duty": _("to share the work and the rest, and to thank those who served"),
    "ledger": _("to answer for what was done"),
    "accounts": _("to let only those work who hold a post"),
}


def register_words() -> dict[str, str]:
    """The registers by code, in the reader's language, in the order in which they are erased."""
    return {name: VOCABULARIES["register"][name].spoken(language=get_language() or "zh") for name in REGISTERS}


def listed(registers: Iterable[str]) -> str:
    """Some registers in words, in the reader's language."""
    found, wanted = register_words(), set(registers)
    comma = "、" if (get_language() or "zh").startswith("zh") else ", "
    return comma.join(found[name] for name in REGISTERS if name in wanted)


# The figures people ask for after a response, in the order in which it is told.
TABLES: Words = {
    "register.Resident": _("People in the register"),
    "register.Household": _("Households"),
    "cases.Case": _("Cases on record"),
    "monitoring.Watch": _("People put under observation"),
    "monitoring.WatchEnd": _("Observations ended"),
    "monitoring.Check": _("Health checks"),
    "measures.StayHome": _("Orders to stay at home"),
    "measures.StayHomeException": _("Exceptions granted"),
    "measures.Complaint": _("Complaints, appeals and questions"),
    "measures.ComplaintAnswer": _("Answers given"),
    "gates.Passage": _("Passages counted"),
    "canvass.Knock": _("Knocks at doors"),
    "supplies.NeedsList": _("Lists of needs"),
    "supplies.Bag": _("Bags packed"),
    "supplies.Handover": _("Bags handed over"),
    "supplies.Unmet": _("Needs not met"),
    "supplies.MedicineNeed": _("Medicines asked for"),
    "disinfection.DoorDone": _("Places disinfected"),
    "tasks.Task": _("Lines of the notebook"),
    "duty.Member": _("Members of the team"),
    "standdown.ServiceCertificate": _("Certificates of service"),
}
COLUMNS: Words = {
    "sex": _("sex"), "way": _("direction"), "kind": _("kind"), "outcome": _("outcome"), "category": _("reason"),
    "how": _("how"), "found": _("who was reached"), "reason": _("reason"), "topic": _("topic"), "mode": _("how"),
    "affiliation": _("comes as"), "+persons": _("persons"), "+hours": _("hours"), "+met": _("people met"),
}  # fmt: skip


def coded(code: str, vocabularies: Mapping[str, Mapping[str, Label]]) -> str:
    """A code in the reader's language by whichever vocabulary knows it; a code nobody knows stays as it is."""
    language = get_language() or "zh"
    found = next((words[code].spoken(language=language) for words in vocabularies.values() if code in words), code)
    return found or str(_("not said"))
