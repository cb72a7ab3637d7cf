"""What can be wrong with a rule pack: one code and one sentence each, naming the file and the key."""


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation; this module itself knows no language but English."""
    return message


SENTENCES: dict[str, str] = {
    "folder_missing": gettext_noop("There is no folder of rule packs at %(file)s."),
    "unreadable": gettext_noop("%(file)s: this is not a readable TOML file (%(detail)s)."),
    "section_unknown": gettext_noop("%(file)s: section %(key)s is not known."),
    "section_missing": gettext_noop("%(file)s: section %(key)s is missing."),
    "header_unknown": gettext_noop("%(file)s: the pack has no entry called %(key)s."),
    "header_missing": gettext_noop("%(file)s: the pack must state %(key)s."),
    "header_wrong": gettext_noop("%(file)s: %(key)s must be %(wanted)s."),
    "dates_reversed": gettext_noop("%(file)s: effective_to is earlier than effective_from."),
    "source_blank": gettext_noop("%(file)s: source %(key)s must be a line of text."),
    "id_taken": gettext_noop("%(file)s: the pack id %(id)s is already used by %(other)s."),
    "overlap": gettext_noop(
        "%(file)s: the pack is in force at the same time as %(other)s for the same place and disease."
    ),
    "extends_unknown": gettext_noop("%(file)s: extends names %(other)s, which is no pack of this folder."),
    "extends_circle": gettext_noop("%(file)s: extends leads back to the pack itself."),
    "extends_kind": gettext_noop("%(file)s: a %(kind)s pack cannot extend %(other)s, a pack of another kind."),
    "key_unknown": gettext_noop("%(file)s: %(key)s is not a known key of a %(kind)s pack."),
    "key_missing": gettext_noop("%(file)s: required key %(key)s is missing."),
    "value_shape": gettext_noop("%(file)s: %(key)s must be a table with value, unit, source and evidence."),
    "field_missing": gettext_noop("%(file)s: %(key)s has no %(field)s."),
    "field_unknown": gettext_noop("%(file)s: %(key)s has an unknown field %(field)s."),
    "source_unknown": gettext_noop("%(file)s: %(key)s names source %(source)s, which is not listed under sources."),
    "unit_wrong": gettext_noop("%(file)s: %(key)s must be given in %(wanted)s, not in %(unit)s."),
    "evidence_wrong": gettext_noop("%(file)s: %(key)s has evidence %(mark)s; it must be one of T, X, M, I."),
    "note_wrong": gettext_noop("%(file)s: the note of %(key)s must have a zh and an en text."),
    "type_wrong": gettext_noop("%(file)s: %(key)s must be %(wanted)s."),
    "out_of_range": gettext_noop("%(file)s: %(key)s is %(value)s; it must lie between %(low)s and %(high)s."),
    "word_unknown": gettext_noop("%(file)s: %(key)s contains %(word)s, which is not a known word."),
    "word_twice": gettext_noop("%(file)s: %(key)s contains %(word)s twice."),
    "list_empty": gettext_noop("%(file)s: %(key)s is empty."),
    "column_unknown": gettext_noop("%(file)s: %(key)s has an unknown column %(column)s."),
    "column_missing": gettext_noop("%(file)s: %(key)s has no %(column)s."),
    "row_twice": gettext_noop("%(file)s: %(key)s repeats an earlier row."),
    "no_pack": gettext_noop("There is no rule pack %(id)s."),
    "none_current": gettext_noop("No %(kind)s pack of %(jurisdiction)s for %(disease)s is in force on %(on)s."),
    "not_set": gettext_noop("Rule pack %(file)s sets no %(key)s."),
    "asked_wrong": gettext_noop("Rule pack %(file)s: %(key)s is not %(wanted)s."),
}


class PackError(KeyError):
    """A pack that cannot be loaded, or a question a pack cannot answer; `str()` is one English sentence."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code] % params)

    def __str__(self) -> str:
        # KeyError would show its sentence in quotes.
        return str(self.args[0])
