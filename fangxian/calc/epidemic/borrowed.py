"""A World inside compiled code: one address, whose attributes are arrays that somebody else keeps alive.

Handing two dozen arrays from function to function would copy some 200 words at every call, and take minutes to compile.
The address points to three words per array: where its data are, and its two lengths (1 for the second of a flat one).
"""

# Numba's extension points are written without types, or with ones that deny what its documentation shows.
# mypy: disable-error-code="no-untyped-call,attr-defined,call-overload,misc,override,untyped-decorator,import-untyped"

from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import infer_getattr, intrinsic, lower_getattr_generic, models, register_model
from numba.np.arrayobj import make_array, populate_array
from numpy.typing import NDArray

_WORD = ir.IntType(64)
_WORDS = 3

# name → (type, dimensions), in the order of the address's words; world.World says what each one is.
FIELDS = {
    "who": (types.uint64, 2),
    "places": (types.int32, 2),
    "offsets": (types.int32, 2),
    "others": (types.int32, 1),
    "passing": (types.float64, 1),
    "numbers": (types.float64, 1),
    "curves": (types.float64, 2),
    "factors": (types.float64, 2),
    "rules": (types.float64, 2),
    "care": (types.float64, 2),
    "hazards": (types.float64, 2),
    "lot": (types.int32, 1),
    "set_up": (types.int16, 2),
    "state": (types.int16, 2),
    "strength": (types.float32, 1),
    "lists": (types.int32, 2),
    "counts": (types.int64, 1),
    "root": (types.uint64, 1),
    "spots": (types.int16, 2),
    "cells": (types.float64, 1),
    "daily": (types.int32, 2),
    "pool": (types.uint64, 2),
    "chain": (types.int32, 1),
    "ends": (types.int32, 3),
}
_ROWS = {name: row for row, name in enumerate(FIELDS)}


def addresses(arrays: Any) -> NDArray[np.uint64]:
    """The words of a World's arrays; they stay valid as long as the arrays live. Raises ValueError for a wrong one."""
    words: list[int] = []
    for name, (kind, dimensions) in FIELDS.items():
        array = getattr(arrays, name)
        if array.ndim != dimensions or array.dtype.name != kind.name or not array.flags.c_contiguous:
            raise ValueError(f"{name} is not a plain array of {kind.name} with {dimensions} dimensions.")
        lengths = [1, *array.shape] if dimensions == 1 else list(array.shape)
        words += [array.ctypes.data, lengths[-2], lengths[-1]]
    return np.array(words, np.uint64)


class _WorldType(types.Type):
    """The type of a borrowed World."""

    def __init__(self) -> None:
        super().__init__(name="BorrowedWorld")


_world_type = _WorldType()


@register_model(_WorldType)
class _Address(models.PrimitiveModel):
    """A World is a number: the address of its words."""

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
        if name not in FIELDS:
            return None
        element, dimensions = FIELDS[name]
        return types.Array(element, dimensions, "C")


@lower_getattr_generic(_WorldType)
def _attribute(context: Any, builder: Any, _kind: Any, address: Any, name: str) -> Any:
    element, dimensions = FIELDS[name]
    kind = types.Array(element, dimensions, "C")
    words = builder.inttoptr(address, _WORD.as_pointer())
    data, *lengths = [_word(builder, words, _WORDS * _ROWS[name] + number) for number in range(_WORDS)]
    size = ir.Constant(_WORD, element.bitwidth // 8)
    if dimensions == 3:
        lengths = [ir.Constant(_WORD, 3), *lengths]
    shape = lengths[-dimensions:]
    strides = [size]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    array = make_array(kind)(context, builder)
    pointer = builder.inttoptr(data, context.get_data_type(element).as_pointer())
    populate_array(array, data=pointer, shape=shape, strides=strides, itemsize=size, meminfo=None)
    return array._getvalue()


def _word(builder: Any, words: Any, number: int) -> Any:
    """A word that never changes while compiled code runs, so that it need not be read again."""
    value = builder.load(cgutils.gep_inbounds(builder, words, number))
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return value
