"""The form that chooses a pack for a place."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.console.packs.showing import spoken
from fangxian.door.forms import ActForm
from fangxian.rulepacks.packs import packaged_library


def offered() -> list[tuple[str, str]]:
    """Every pack by its title."""
    return [(pack.id, spoken(pack.title)) for pack in packaged_library()]


class AdoptForm(ActForm):
    """Which pack shall govern, from which day on."""

    pack = forms.ChoiceField(label=_("rule pack"), choices=offered)
    since = forms.DateField(
        label=_("governs from"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def values(self) -> dict[str, Any]:
        """The pack's kind follows from the pack."""
        cleaned = super().values()
        return {**cleaned, "pack_kind": packaged_library().pack(cleaned["pack"]).kind}
