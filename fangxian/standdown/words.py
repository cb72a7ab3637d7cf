"""What pages call the conditions, the steps and the registers of the ending."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
    "cases": _("Say what became of suspected cases"),
    "needs": _("Close the rounds of needs"),
    "bags": _("Bring the last bags"),
    "medicines": _("Bring the last medicines"),
    "complaints": _("Answer complaints and appeals"),
    "stock": _("Count and sign for stock and kit"),
    "sweeps": _("Close the sweeps"),
    "rounds": _("End the rounds of disinfection"),
    "tasks": _("Finish the notebook"),
    "strays": _("Put uploads right"),
    "uploads": _("Take in or throw away ledgers that were sent"),
    "phones": _("Take back the phones' leave"),
}
