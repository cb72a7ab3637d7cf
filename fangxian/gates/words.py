"""The gate's codes as sentences people hear: short, calm, and with what to do next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULINGS: dict[str, Promise] = {
    "allowed": _("Let pass"),
    "denied": _("Do not let pass"),
    "emergency": _("Let pass at once"),
    "held": _("Hold, call the medic"),
}
# The colour and the sign of parts/verdict.html.
SIGNS = {"allowed": "go", "emergency": "go", "denied": "stop", "held": "wait"}

REASONS: dict[str, Promise] = {
    "emergency": _("Emergency: let pass first, write down afterwards. Keep the lane free."),
    # Said so that it names nobody's temperature: it stays beside the passage for every later reader.
    "medic": _("Call the medic now. Do not send away."),
    "open_place": _("The place is not closed. Record the passage."),
    "comes_home": _("Lives here and comes home."),
    "authorised": _("Has an authorisation in force."),
    "measure": _("Measure the temperature first."),
    "stays_home": _("This household must stay at home."),
    "no_authorisation": _("Has no authorisation."),
    "no_vehicle_pass": _("This vehicle has no authorisation."),
    "no_animal_pass": _("Animals need an authorisation to move."),
    "no_goods_pass": _("These goods have no authorisation."),
    "expired": _("The authorisation has run out."),
    "not_yet": _("The authorisation is not valid yet."),
    "not_for_stay_home": _("The authorisation does not lift the order to stay at home."),
    "not_for_animals": _("The authorisation is not for moving animals."),
    "too_many": _("More persons than the authorisation allows."),
    "trip_too_soon": _("The household's last shopping trip was too recent."),
    "not_this_gate": _("The pass is for another gate."),
    "lent": _("The pass belongs to another household. Its holder has to come, or a pass of their own is asked for."),
    "lent_at_home": _("The pass names somebody else of this household. Its holder has to come."),
    "copied": _("This pass has already gone through and has not come back. Ask the lead before letting pass."),
    "pass_unreadable": _("This is no pass, or it is damaged. Type the code below it instead."),
    "pass_elsewhere": _("The pass is for another place or another gate."),
    "pass_key_new": _("The pass is newer than this list. Get the list anew; without a network ask the lead by phone."),
    "pass_key_withdrawn": _("Passes of this kind were withdrawn. The holder gets a new one from the community."),
    "pass_altered": _("The pass was altered or is forged. Keep calm, do not argue, tell the lead."),
    "pass_revoked": _("The pass was withdrawn. The holder asks the community about it."),
    "code_mistyped": _("This code was mistyped: its last sign does not fit. Read it again."),
    "code_unknown": _("Nobody knows this pass here. Ask the lead."),
}

# What to do at a fever, in order (domain-rules D-05).
FEVER_STEPS: list[Promise] = [
    _("Do not let pass, and do not send away. Keep your distance."),
    _("Give a mask and ask to wait apart, out of the wind."),
    _("Call the medic. Only the medic decides what comes next."),
    _("Note the phone number and who came along."),
]

REMARKS: dict[str, Promise] = {
    "against_verdict": _("passed although not to be let pass"),
    "turned_back_home": _("turned back although to be let pass"),
    "medic": _("for the medic"),
    "referred": _("referred"),
    "no_temperature": _("came in without a temperature"),
    "stays_home": _("should have stayed at home"),
    "gate_shut": _("at a gate that is shut"),
    "clock_ahead": _("the device's clock was ahead"),
    "clock_corrected": _("the device's clock was wrong; the time was put right"),
    "unknown_resident": _("named a resident who is not known here"),
    "unknown_authorisation": _("named an authorisation that is not known here"),
    "pass_unreadable": _("showed a pass that could not be read"),
    "pass_elsewhere": _("showed a pass of another place or gate"),
    "pass_key_new": _("showed a pass of an unknown key"),
    "pass_key_withdrawn": _("showed a pass of a withdrawn key"),
    "pass_altered": _("showed an altered or forged pass"),
    "pass_revoked": _("showed a withdrawn pass"),
    "lent": _("showed the pass of another household"),
    "lent_at_home": _("showed the pass of somebody else of the household"),
    "copied": _("showed a pass that had already gone through"),
    "not_all_measured": _("not everybody was measured"),
    "unknown_destination": _("named a destination that is not known here"),
    "unknown_emergency": _("named an emergency the rules do not know"),
    "double_out": _("went out twice without coming in"),
    "never_out": _("came in without having gone out"),
    "never_in": _("went out without having come in"),
    "trip_too_soon": _("shopping trip too soon"),
}

PURPOSES: dict[str, Promise] = {
    "shopping": _("shopping for the household"),
    "illness": _("medical care"),
    "childbirth": _("birth"),
    "funeral": _("funeral"),
    "epidemic_work": _("epidemic work"),
    "public_utilities": _("water, power, gas, telephone"),
    "daily_supply": _("supply of daily needs"),
    "important_work": _("other work that cannot stop"),
    "feed": _("feed for animals"),
    "veterinary": _("veterinary care"),
    "slaughter_certified": _("slaughter with certificate"),
}
EMERGENCIES: dict[str, Promise] = {
    "ambulance": _("ambulance"),
    "fire": _("fire service"),
    "police": _("police"),
    "patient": _("somebody who needs urgent care"),
    "childbirth": _("childbirth or midwife"),
    "utility_repair": _("urgent repair of water, power or gas"),
}
KINDS: dict[str, Promise] = {
    "person": _("person"),
    "vehicle": _("vehicle"),
    "animal": _("animals"),
    "goods": _("goods"),
}
ARRIVALS: dict[str, Promise] = {
    "met": _("met on arrival"),
    "visited": _("visited at home"),
    "not_here": _("did not come"),
    "elsewhere": _("lives somewhere else"),
    "mistaken": _("taken back at the checkpoint"),
}
WAYS: dict[str, Promise] = {"in": _("in"), "out": _("out")}
OUTCOMES: dict[str, Promise] = {
    "passed": _("passed"),
    "turned_back": _("turned back"),
    "held": _("held for the medic"),
}
# What the desk's script says; %(n)s and %(name)s are filled in by the script.
SCRIPT_WORDS: dict[str, Promise] = {
    "sending": _("sending …"),
    "unsent": _("not sent yet"),
    "taking_back": _("taking back …"),
    "waiting": _("%(n)s not sent yet. Sent by itself as soon as the network is back; go on working."),
    "others": _("%(n)s not sent yet belong to %(name)s, and are sent when %(name)s signs in in this window."),
    "visitor": _("Visitor"),
    "temperature": _("A temperature is a number such as 36.5."),
}
BOOK_PROBLEMS: dict[str, Promise] = {
    "no_time": _("No time at the beginning of the line."),
    "no_way": _("Neither in nor out."),
    "nobody": _("Nobody is named."),
    "in_the_future": _("This time has not come yet. Check the day."),
}
