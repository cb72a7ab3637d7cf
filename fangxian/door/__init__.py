"""The one door: every write is an act, submitted here, judged here, and written in the ledger.

How to add an act (in `<room>/acts.py`):

    class OpenGate(Decision):                      # or Fact: something that happened and is never refused
        \"\"\"Open a gate of a closed place.\"\"\"      # becomes the API's description

        needs = Can.DECIDE                         # the ability the role table must grant at the place
        gate: int
        sight = Can.SEE_HEALTH                     # only if ledger readers need more than SEE_LEDGER to see its entries
        note: PrivateText = ""                     # Private…, Sealed(): only a fingerprint in the ledger's payload;
                                                   # Clinical(): not even shown to whoever puts a stray right

        def place(self) -> Area:                   # looked up through closed managers: unseen is not found
            return Gate.objects.select_related("area").get(pk=self.gate).area

    REFUSALS = refusals(second_gate=_("Another gate is open: %(gate)s. Close it first."))

    @handles(OpenGate)
    def open_gate(act: OpenGate, doing: Doing) -> Answer:
        ...                                        # runs with the whole sight of the place's community
        raise Refusal("second_gate", gate=other.name)
        return {"gate": gate.pk}                   # ids and codes only, never names

`doing` carries `by` (Person), `place` (Area), `at` (the act's moment, never after its receipt) and `received_at`.
Send it with `submit(act, by=person)` (fangxian.door.submit), which answers an `Entry`: `.fate`, `.code`,
`.answer`, `.sentence` (the refusal in the reader's language). Pages use `door.forms.ActForm`. The act's name in the
API and on the phone is `room.verb_noun`, made from its class: `measures.open_gate`.

Decisions in one community are judged one after another (they take the community's chain first), so a check followed by
a write is safe among decisions. Facts only append and take the chain last.
"""
