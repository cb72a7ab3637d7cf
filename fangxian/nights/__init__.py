"""The district's night: every community's next day planned in one go, kept as proposals a named person publishes."""
