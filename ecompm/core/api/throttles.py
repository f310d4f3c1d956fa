"""How many requests a person, or an address without sign-in, may send."""

from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class PersonThrottle(UserRateThrottle):
    scope = "person"


class AnonymousThrottle(AnonRateThrottle):
    scope = "anonymous"
