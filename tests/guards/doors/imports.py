"""Rows in bulk: files, their bad rows, what their headings mean."""

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.catalogue.models import Upload
from tests.guards.cast import Cast
from tests.guards.deeds import papers
from tests.guards.doors.rows import Call, door

TERMS = {"kind": "listings", "exchange": "SW", "source": "示范", "secrecy_reviewer": "示范审查员"}
DAY = {"secrecy_reviewed_date": "2027-02-01"}


def upload(cast: Cast) -> Upload:
    found: Upload = papers.start_upload(cast)["upload"]
    return found


@door("GET imports")
def imports(cast: Cast) -> Call:
    return Call(finds=upload(cast).number)


@door("POST imports")
def receive(cast: Cast) -> Call:
    return Call(form={"file": lambda: SimpleUploadedFile("a.csv", papers.FILE), **TERMS, **DAY})


@door("POST imports/rows")
def rows(cast: Cast) -> Call:
    query = "&".join(f"{name}={value}" for name, value in (TERMS | DAY).items())
    return Call(lines='{"title": "示范成果"}\n', query=query)


@door("GET imports/<number>")
def detail(cast: Cast) -> Call:
    return Call({"number": upload(cast).number})


@door("POST imports/<number>/columns")
def columns(cast: Cast) -> Call:
    return Call({"number": upload(cast).number}, body={"columns": {}})


@door("POST imports/<number>/start")
def start(cast: Cast) -> Call:
    return Call({"number": upload(cast).number})


@door("GET imports/<number>/errors")
def errors(cast: Cast) -> Call:
    return Call({"number": upload(cast).number})


@door("GET imports/<number>/errors.<ending>")
def error_file(cast: Cast) -> Call:
    return Call({"number": upload(cast).number, "ending": "csv"})


@door("GET import-mappings")
def mappings(cast: Cast) -> Call:
    return Call(finds=papers.forget_mapping(cast)["mapping"].number)


@door("POST import-mappings")
def save(cast: Cast) -> Call:
    return Call(body={"kind": "listings", "name": "示范对照", "columns": {"题名": "title"}})


@door("DELETE import-mappings/<number>")
def forget(cast: Cast) -> Call:
    return Call({"number": papers.forget_mapping(cast)["mapping"].number})
