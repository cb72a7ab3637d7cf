"""A World inside compiled code: one address, whose attributes are arrays that somebody else keeps alive.

Handing two dozen arrays from function to function would copy some 200 words at every call, and take minutes to compile.
The address points to three words per array: where its data are, and its two lengths (1 for the second of a flat one).
"""

# Numba's extension points are written without types, or with ones that deny what its documentation shows.
# mypy: disable-error-code="no-untyped-call,attr-defined,call-overload,misc,override,untyped-decorator,import-untyped"

import operator
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_global, signature
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_builtin,
    lower_getattr,
    lower_getattr_generic,
    models,
    register_model,
)
from numpy.typing import NDArray

_WORD = ir.IntType(64)
_WORDS = 3

# name → (type, dimensions, length of a row where it is known beforehand), in the order of the address's words;
# world.World says what each one is.
FIELDS = {
    "who": (types.uint64, 2, 2),
    "places": (types.int32, 2, 8),
    "offsets": (types.int32, 2, 0),
    "others": (types.int32, 1, 0),
    "passing": (types.float64, 1, 0),
    "numbers": (types.float64, 1, 0),
    "curves": (types.float64, 2, 0),
    "guides": (types.int16, 2, 256),
    "strong": (types.float32, 1, 0),
    "yields": (types.float32, 1, 0),
    "factors": (types.float64, 2, 0),
    "rules": (types.float64, 2, 16),
    "care": (types.float64, 2, 8),
    "hazards": (types.float64, 2, 0),
    "lot": (types.int32, 1, 0),
    "set_up": (types.int16, 2, 0),
    "state": (types.int16, 2, 16),
    "due": (types.int16, 1, 0),
    "strength": (types.float32, 1, 0),
    "lists": (types.int32, 2, 0),
    "counts": (types.int64, 1, 0),
    "root": (types.uint64, 1, 0),
    "tickets": (types.float64, 1, 0),
    "spots": (types.int16, 2, 0),
    "up_to": (types.float64, 1, 0),
    "cells": (types.uint64, 2, 8),
    "daily": (types.int32, 2, 0),
    "pool": (types.uint64, 2, 2),
    "chain": (types.int32, 1, 0),
    "ends": (types.int32, 3, 0),
}
_ROWS = {name: row for row, name in enumerate(FIELDS)}


def addresses(arrays: Any) -> NDArray[np.uint64]:
    """The words of a World's arrays; they stay valid as long as the arrays live. Raises ValueError for a wrong one."""
    words: list[int] = []
    for name, (kind, dimensions, row) in FIELDS.items():
        array = getattr(arrays, name)
        if array.ndim != dimensions or array.dtype.name != kind.name or not array.flags.c_contiguous:
            raise ValueError(f"{name} is not a plain array of {kind.name} with {dimensions} dimensions.")
        if row and array.shape[-1] != row:
            raise ValueError(f"{name} has {array.shape[-1]} numbers in a row, not {row}.")
        lengths = [1, *array.shape] if dimensions == 1 else list(array.shape)
        words += [array.ctypes.data, lengths[-2], lengths[-1]]
    return np.array(words, np.uint64)


class _WorldType(types.Type):
    """The type of a borrowed World."""

    def __init__(self) -> None:
        super().__init__(name="BorrowedWorld")


class _TableType(types.Type):
    """The type of one of its arrays: read and written by whole indices that are never negative, nothing else.

    Numba's own arrays would count negative indices from the end, which costs time in every run and when compiling.
    """

    def __init__(self, field: str) -> None:
        self.element, self.dimensions, self.length = FIELDS[field]
        self.row = _ROWS[field]
        self.index = types.int64 if self.dimensions == 1 else types.UniTuple(types.int64, self.dimensions)
        super().__init__(name=f"Borrowed({field})")


_world_type = _WorldType()
_tables = {field: _TableType(field) for field in FIELDS}


@register_model(_WorldType)
@register_model(_TableType)
class _Address(models.PrimitiveModel):
    """A World, or an array of it, is a number: the address of the World's words."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _WORD)


@intrinsic
def _borrowed(_typing: Any, _address: Any) -> Any:

    def code(_context: Any, _builder: Any, _signature: Any, arguments: Any) -> Any:
        return arguments[0]

    return _world_type(types.uint64), code


borrow: Any = _borrowed
"""In compiled code: the World whose words lie at an address, a uint64."""


@infer_getattr
class _Attributes(AttributeTemplate):
    """Which attributes there are, and their types."""

    key = _WorldType

    def generic_resolve(self, _kind: Any, name: str) -> Any:
        """The type of an attribute, None when there is no such one."""
        return _tables.get(name)


@lower_getattr_generic(_WorldType)
def _attribute(_context: Any, _builder: Any, _kind: Any, address: Any, _name: str) -> Any:
    return address


@infer_getattr
class _Lengths(AttributeTemplate):
    """An array's `shape`."""

    key = _TableType

    def resolve_shape(self, table: Any) -> Any:
        """As many whole numbers as it has dimensions."""
        return types.UniTuple(types.int64, table.dimensions)


@lower_getattr(_TableType, "shape")
def _shape(context: Any, builder: Any, table: Any, address: Any) -> Any:
    return cgutils.pack_array(builder, _lengths(builder, table, address))


@infer_global(len)
class _Len(AbstractTemplate):
    def generic(self, given: Any, _names: Any) -> Any:
        """How many rows."""
        return signature(types.int64, given[0]) if isinstance(given[0], _TableType) else None


@lower_builtin(len, _TableType)
def _len(_context: Any, builder: Any, called: Any, given: Any) -> Any:
    return _lengths(builder, called.args[0], given[0])[0]


@infer_global(operator.getitem)
class _Read(AbstractTemplate):
    def generic(self, given: Any, _names: Any) -> Any:
        """One number."""
        table = given[0]
        return signature(table.element, table, table.index) if isinstance(table, _TableType) else None


@lower_builtin(operator.getitem, _TableType, types.Any)
def _read(context: Any, builder: Any, called: Any, given: Any) -> Any:
    return builder.load(_where(context, builder, called.args[0], *given))


@infer_global(operator.setitem)
class _Write(AbstractTemplate):
    def generic(self, given: Any, _names: Any) -> Any:
        """Nothing; the number is made what the array holds."""
        table = given[0]
        return signature(types.none, table, table.index, table.element) if isinstance(table, _TableType) else None


@lower_builtin(operator.setitem, _TableType, types.Any, types.Any)
def _write(context: Any, builder: Any, called: Any, given: Any) -> None:
    builder.store(given[2], _where(context, builder, called.args[0], given[0], given[1]))


def _where(context: Any, builder: Any, table: Any, address: Any, index: Any) -> Any:
    """Where an entry lies."""
    at = index
    if table.dimensions > 1:
        at, *inner = cgutils.unpack_tuple(builder, index, table.dimensions)
        for number, length in zip(inner, _lengths(builder, table, address)[1:], strict=True):
            at = builder.add(builder.mul(at, length), number)
    first = _word(builder, address, _WORDS * table.row)
    return builder.gep(builder.inttoptr(first, context.get_data_type(table.element).as_pointer()), [at])


def _lengths(builder: Any, table: Any, address: Any) -> list[Any]:
    last = [_word(builder, address, _WORDS * table.row + number) for number in (1, 2)]
    if table.length:
        last[1] = ir.Constant(_WORD, table.length)
    return [*([ir.Constant(_WORD, 3)] * (table.dimensions - 2)), *last][-table.dimensions :]


def _word(builder: Any, address: Any, number: int) -> Any:
    """A word that never changes while compiled code runs, so that it need not be read again."""
    words = builder.inttoptr(address, _WORD.as_pointer())
    value = builder.load(cgutils.gep_inbounds(builder, words, number))
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value


@intrinsic
def _fetched(_typing: Any, table: Any, index: Any) -> Any:

    def code(context: Any, builder: Any, called: Any, given: Any) -> Any:
        table, at = called.args[0], given[1]
        if table.dimensions == 2:
            at = cgutils.pack_array(builder, [at, ir.Constant(_WORD, 0)])
        where = builder.bitcast(_where(context, builder, table, given[0], at), ir.IntType(8).as_pointer())
        kind = ir.FunctionType(ir.VoidType(), [where.type, *[ir.IntType(32)] * 3])
        ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        builder.call(ask, [where, *[ir.Constant(ir.IntType(32), number) for number in (0, 3, 1)]])
        return context.get_dummy_value()

    return types.none(table, types.int64), code


fetch: Any = _fetched
"""In compiled code: have a row brought near that will be read soon."""
