"""The evening digest and other views of the ledger; nothing in them is typed twice."""
