from django.urls import path

from marketplace.keys.api import jwks

urlpatterns = [path(".well-known/jwks.json", jwks, name="jwks")]
