"""防线 Fangxian: one ledger entered once, from which a neighbourhood's whole day follows."""
