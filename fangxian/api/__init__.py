"""The acts and the questions worth asking from outside, as OpenAPI."""
