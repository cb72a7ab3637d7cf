"""The acts as TypeScript: every form a field can take, and nothing that is out of date."""

import pytest

from tools.wire import camel, schemas, type_of, wire


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"type": "integer"}, "number"),
        ({"type": "string", "format": "uuid"}, "string"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "number"}]}, "number | string"),
        ({"enum": ["in", "out"], "type": "string"}, '"in" | "out"'),
        ({"const": "in"}, '"in"'),
        ({"type": "array", "items": {"$ref": "#/$defs/Line"}}, "Array<Line>"),
        ({"type": "object", "additionalProperties": True}, "Record<string, unknown>"),
        ({}, "unknown"),
    ],
)
def test_a_schema_has_its_type(schema: dict[str, object], written: str) -> None:
    assert type_of(schema) == written


def test_an_act_becomes_an_interface_whose_number_and_moment_are_asked_for() -> None:
    act = {
        "description": "Somebody went through.",
        "properties": {"id": {"type": "string"}, "happened_at": {"type": "string"}, "note": {"type": "string"}},
    }
    text = wire({"gates.record_passage": act})
    assert "/** Somebody went through. */\nexport interface GatesRecordPassage {" in text
    assert "  id: string;\n  happened_at: string;\n  note?: string;\n" in text
    assert '"gates.record_passage": GatesRecordPassage;' in text


def test_every_act_of_the_house_is_in_the_file() -> None:
    acts = schemas()
    text = wire(acts)
    assert len(acts) > 10
    assert all(f"export interface {camel(kind)} " in text for kind in acts)
    assert "unknown;" not in text
