"""Addresses of the register pages, below a place."""

from django.urls import URLPattern, URLResolver, path

from fangxian.register.views import changes, employers, grids, imports, people, unplaced

app_name = "register"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", people.residents, name="residents"),
    path("buildings/", people.buildings, name="buildings"),
    path("grids/", grids.grids, name="grids"),
    path("grids/cut/", grids.cut, name="cut"),
    path("grids/decide/", grids.decide, name="decide"),
    path("grids/positions/", grids.positions, name="positions"),
    path("grids/board/", grids.board, name="board"),
    path("grids/notice/", grids.notice, name="notice"),
    path("employers/", employers.employers, name="employers"),
    path("employers/same/", employers.merge, name="merge_employers"),
    path("employers/<int:key>/split/", employers.split, name="split_employers"),
    path("households/<int:key>/", people.household, name="household"),
    path("residents/add/", changes.add, name="add"),
    path("residents/<int:key>/correct/", changes.correct, name="correct"),
    path("residents/<int:key>/move/", changes.move, name="move"),
    path("residents/<int:key>/left/", changes.depart, name="depart"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:key>/", imports.result, name="result"),
    path("imports/<int:key>/undo/", imports.undo, name="undo"),
    path("uploads/<int:key>/", imports.preview, name="preview"),
    path("uploads/<int:key>/apply/", imports.apply, name="apply"),
    path("uploads/<int:key>/progress/", imports.progress, name="progress"),
    path("uploads/<int:key>/discard/", imports.discard, name="discard"),
    path("unplaced/", unplaced.rows, name="unplaced"),
    path("unplaced/<int:key>/place/", unplaced.place, name="place"),
    path("unplaced/<int:key>/dismiss/", unplaced.dismiss, name="dismiss"),
]
