"""The views of a result, one at a time; each takes the result, what it is held against, and the language."""

from collections.abc import Callable, Mapping
from typing import Final

from model.app.outcome import Outcome
from model.app.session import Entry
from model.app.views.cities import cities
from model.app.views.county import county
from model.app.views.files import files
from model.app.views.flows import flows
from model.app.views.people import people
from model.app.views.rain import rain
from model.reports.words import Lang

View = Callable[[Entry, Outcome | None, Lang], None]
VIEWS: Final[Mapping[str, View]] = {
    "map": county,
    "people": people,
    "cities": cities,
    "flows": flows,
    "rain": rain,
    "files": files,
}
