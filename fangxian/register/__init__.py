"""The register: buildings, dwellings, households and residents, and the ledger importer."""
