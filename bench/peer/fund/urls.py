from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.urls import include, path


def home(request):
    return render(request, "home.html")


@login_required
def space(request):
    return render(request, "space.html", {"addresses": EmailAddress.objects.filter(user=request.user)})


urlpatterns = [path("", home), path("espace/", space), path("accounts/", include("allauth.account.urls"))]
