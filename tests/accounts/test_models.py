"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import Membership, Organisation, User
from tests.accounts.factories import EARLIER, exchange, organisation, uscc, user, verified

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (lambda: organisation("firm", uscc=""), "only_persons_lack_a_uscc"),
        (lambda: organisation("person", uscc=uscc()), "only_persons_lack_a_uscc"),
        (lambda: organisation("firm", exchange_code="SW"), "an_exchange_has_its_code"),
        (lambda: organisation("exchange"), "an_exchange_has_its_code"),
        (lambda: organisation(state="verified"), "verified_by_an_exchange_at_a_time"),
        (lambda: verified(verified_by=""), "verified_by_an_exchange_at_a_time"),
        (lambda: organisation(state="returned"), "a_return_or_suspension_says_why"),
        (lambda: verified(state="suspended"), "a_return_or_suspension_says_why"),
        (lambda: User.objects.create(email="Li@Example.com"), "email_is_lower_case"),
    ],
)
def test_database_refuses_what_must_never_be(make, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make()


def test_one_organisation_per_code():
    first = organisation()

    with pytest.raises(IntegrityError, match="one_organisation_per_uscc"), transaction.atomic():
        organisation(uscc=first.uscc)
    organisation("person")
    organisation("person")


def test_one_exchange_per_code():
    first = exchange("SW")

    assert exchange("SW") == first
    with pytest.raises(IntegrityError, match="one_organisation_per_exchange"), transaction.atomic():
        verified("exchange", exchange_code="SW")


def test_one_present_membership_per_role():
    person, firm = user(), verified()
    first = Membership.objects.create(user=person, organisation=firm, role="agent", started_at=EARLIER)

    with pytest.raises(IntegrityError, match="one_membership_per_role"), transaction.atomic():
        Membership.objects.create(user=person, organisation=firm, role="agent", started_at=EARLIER)
    Membership.objects.filter(pk=first.pk).update(ended_at=EARLIER)
    Membership.objects.create(user=person, organisation=firm, role="agent", started_at=EARLIER)


def test_email_is_unique_in_whatever_case():
    user(email="li@example.com")

    with pytest.raises(IntegrityError, match="email"), transaction.atomic():
        user(email="LI@example.com")


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "示范新材料"), ("en", "Model Materials")])
def test_name_is_shown_in_the_readers_language(language, name):
    firm = Organisation(name="示范新材料", name_en="Model Materials")

    with translation.override(language):
        assert str(firm) == name
