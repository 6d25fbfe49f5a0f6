"""Templates as they are rendered outside tests."""

import pytest
from django.template import Template
from django.test.utils import _TestState


@pytest.fixture(scope="module")
def plain_templates(django_test_environment):
    """For pages by the thousand of which only the text is looked at: keeps no context of every part of every page.

    Django's test environment copies them for `answer.context`, which takes a fifth of the time of a page.
    """
    keeping = Template._render
    Template._render = _TestState.saved_data.template_render
    yield
    Template._render = keeping
