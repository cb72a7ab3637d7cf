"""The pure planners on a file: JSON in, JSON out (`fangxian solve …`). One module for each kind of plan.

A kind's module has `Input` and `Output` (pydantic), `solve(data, *, seconds, seed)`, and may have `FORMATS` and
`OUTPUTS` for other texts than JSON, by name and by the ending of the file.
"""
