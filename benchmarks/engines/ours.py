"""This engine as the model runs it: `live_one_year` and `take_census`, whole thresholds, addressed draws.

It does more than the others: it solves the year's rates anew from the women of each city, and its census also counts
education and work.
"""

import numpy as np
from work import START, Work, residents_of

from model.chunks import Crew
from model.people.count import take_census
from model.people.life import live_one_year
from model.people.signals import calm
from model.randomness.draws import keys_of
from model.region.region import load_region
from model.scenario import load_scenario

REGION = load_region()
SCENARIO = load_scenario("baseline")


class Engine:
    def __init__(self, work: Work, threads: int) -> None:
        self.residents = residents_of(work.columns)
        self.keys, self.crew = keys_of(1), Crew(threads)
        self.births = self.deaths = 0

    def live(self, k: int) -> np.ndarray:
        year = START + 1 + k
        flows = live_one_year(self.residents, REGION, SCENARIO, year, calm(), self.keys, self.crew)
        self.births += int(flows.births.sum())
        self.deaths += int(flows.deaths.sum())
        return take_census(self.residents, self.crew).people
