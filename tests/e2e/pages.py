"""The main pages of a place, by who opens them: what is looked at in every size and language."""

OF_THE_SECRETARY = (
    "", "ledger/", "strays/", "people/", "packs/", "register/", "register/buildings/", "register/imports/",
    "notebook/", "notebook/sheet/", "duty/", "duty/team/", "duty/posts/", "duty/plan/", "duty/fatigue/", "duty/now/",
    "measures/", "measures/homes/?q=3", "gates/", "gates/?q=李", "gates/passages", "gates/book", "gates/book/paper",
    "gates/authorisations", "gates/handover", "rounds/", "rounds/plan/", "rounds/products/", "rounds/coverage/",
    "rounds/sheet/", "rounds/calculator/", "cases/", "cases/record/?q=3-2-502", "cases/decide/", "supplies/",
    "supplies/medicines/", "supplies/stock/", "supplies/stock/item/", "reports/",
)  # fmt: skip
