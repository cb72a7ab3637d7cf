"""Who serves where: appointing, ending, inviting, and the table of roles."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area, Post
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import people_serving
from fangxian.areas.roles import ROLE_NAMES, ROLES, Can
from fangxian.console.ability_words import ABILITIES
from fangxian.console.forms import AppointForm, EndPostForm
from fangxian.console.queries import post_here
from fangxian.door.acts import AppointPost, EndPost, IssueInvitation
from fangxian.door.invitations import link_parts


@area_page(Can.APPOINT)
def people(request: Request, area: Area) -> HttpResponse:
    """Who serves here, in which role, since when; and the form that gives a post."""
    form = AppointForm(request.POST or None, place=area)
    if request.method == "POST" and form.is_valid():
        entry = form.send(AppointPost, by=request.user)
        if entry.written:
            messages.success(request, _("The post is given. Hand over an invitation if the account is new."))
            return redirect("console:people", area)
    posts = people_serving(area, at=timezone.now())
    context = {"area": area, "posts": posts, "form": form, "click": EndPostForm(auto_id=False)}
    return render(request, "console/people.html", context, status=422 if form.errors else 200)


@require_POST
@area_page(Can.APPOINT)
def end_post(request: Request, area: Area, key: int) -> HttpResponse:
    """End a post from now on."""
    post, form = found(area, key), EndPostForm(request.POST)
    if form.is_valid():
        entry = form.send(EndPost, by=request.user, post=post.pk)
        if entry.written:
            messages.success(request, _("The post has ended. What was done in it stays in the ledger."))
        else:
            messages.error(request, str(entry.sentence))
    return redirect("console:people", area)


@require_POST
@never_cache
@area_page(Can.APPOINT)
def invite(request: Request, area: Area, key: int) -> HttpResponse:
    """Allow the holder of a post to choose a password, and show the link this once."""
    post, form = found(area, key), EndPostForm(request.POST)
    if not form.is_valid():
        return redirect("console:people", area)
    entry = form.send(IssueInvitation, by=request.user, post=post.pk)
    if not entry.written:
        messages.error(request, str(entry.sentence))
        return redirect("console:people", area)
    link = request.build_absolute_uri(reverse("account_invitation", args=link_parts(post.person)))
    return render(request, "console/invitation.html", {"area": area, "person": post.person, "link": link})


def found(area: Area, key: int) -> Post:
    """The post, or 404."""
    post = post_here(area, key)
    if post is None:
        raise Http404
    return post


def roles(request: Request) -> HttpResponse:
    """The role table as everybody may read it: each ability, and the roles that have it."""
    rows = [(ABILITIES[ability], [ability in ROLES[role] for role in ROLE_NAMES]) for ability in Can]
    return render(request, "console/roles.html", {"roles": ROLE_NAMES.values(), "rows": rows})
