"""Writes the acts as TypeScript, so that the phone sends exactly what the door understands.

`python -m tools.wire` writes frontend/field/wire.gen.ts, which is made before each build and not committed.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import django

TARGET = Path(__file__).resolve().parent.parent / "frontend" / "field" / "wire.gen.ts"
HEADER = "// Written by `make wire` from the acts themselves. Change the act, not this file.\n"
PRIMITIVES = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
Schema = Mapping[str, Any]


def main() -> int:
    """Write the file."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(wire(schemas()), encoding="utf-8")
    return 0


def schemas() -> dict[str, Schema]:
    """The JSON schema of every act by its kind."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
    django.setup()
    from fangxian.door.act import all_acts  # noqa: PLC0415 - the acts exist only once Django is set up

    return {kind: act.model_json_schema() for kind, act in all_acts().items()}


def wire(acts: Mapping[str, Schema]) -> str:
    """The whole file: nested types first, one interface per act, and the map from kind to interface."""
    nested = {name: schema for act in acts.values() for name, schema in act.get("$defs", {}).items()}
    parts = [HEADER]
    parts += [interface(name, schema) for name, schema in sorted(nested.items())]
    parts += [interface(camel(kind), schema) for kind, schema in acts.items()]
    parts.append("export interface Acts {\n" + "".join(f'  "{kind}": {camel(kind)};\n' for kind in acts) + "}\n")
    return "\n".join(parts)


def camel(kind: str) -> str:
    """`gates.record_passage` as `GatesRecordPassage`."""
    return "".join(word.capitalize() for word in kind.replace(".", "_").split("_"))


def interface(name: str, schema: Schema) -> str:
    """One object type, or one set of allowed words."""
    about = f"/** {schema['description'].splitlines()[0]} */\n" if schema.get("description") else ""
    if "properties" not in schema:
        return f"{about}export type {name} = {type_of(schema)};\n"
    return f"{about}export interface {name} {{\n{''.join(members(schema))}}}\n"


def members(schema: Schema) -> Iterator[str]:
    """The lines of an object type; what has a default may be left out, but for the act's number and moment."""
    required = {*schema.get("required", ()), "id", "happened_at"}
    for name, value in schema["properties"].items():
        yield f"  {name}{'' if name in required else '?'}: {type_of(value)};\n"


def type_of(schema: Schema) -> str:
    """The TypeScript type of a schema."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(type_of(one) for one in schema["anyOf"]))
    if "const" in schema or "enum" in schema:
        return " | ".join(f'"{word}"' for word in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"Array<{type_of(schema.get('items', {}))}>"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        return f"Record<string, {type_of(values if isinstance(values, dict) else {})}>"
    return PRIMITIVES.get(str(schema.get("type")), "unknown")


if __name__ == "__main__":
    sys.exit(main())
