"""The console's pages across rooms: home, the day of a place, ledger, strays, people, rule packs."""
