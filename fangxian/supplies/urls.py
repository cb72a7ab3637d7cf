"""Addresses of the supplies pages, below a place."""

from django.urls import path

from fangxian.supplies.views import bags, medicines, needs, stock

app_name = "supplies"
urlpatterns = [
    path("", needs.needs, name="needs"),
    path("open/", needs.open_round, name="open_round"),
    path("<int:pk>/", needs.grid, name="grid"),
    path("<int:pk>/state/<int:household>/", needs.state, name="state"),
    path("<int:pk>/close/", bags.close, name="close"),
    path("<int:pk>/purchase/", bags.purchase, name="purchase"),
    path("<int:pk>/purchase.xlsx", bags.order_file, name="order_file"),
    path("<int:pk>/assign/", bags.assign, name="assign"),
    path("<int:pk>/confirm/", bags.confirm, name="confirm"),
    path("<int:pk>/sheet/", bags.sheet, name="sheet"),
    path("<int:pk>/labels/", bags.labels, name="labels"),
    path("<int:pk>/tour/", bags.tour, name="tour"),
    path("<int:pk>/bags/<int:bag>/handed-over/", bags.handed_over, name="handed_over"),
    path("<int:pk>/bags/<int:bag>/not-met/", bags.not_met, name="not_met"),
    path("medicines/", medicines.medicines, name="medicines"),
    path("medicines/ask/", medicines.ask, name="ask_medicine"),
    path("medicines/<int:household>/<int:pk>/", medicines.end, name="medicine_end"),
    path("stock/", stock.stock, name="stock"),
    path("stock/<str:what>/", stock.move, name="move"),
]
