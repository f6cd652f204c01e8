"""Jobs by exposure zone."""

import numpy as np

from model.firms.columns import MOVED
from model.firms.relocation.sites import jobs_by_zone

from .samples import made_firms

SHARE = np.tile(np.array([0.5, 0.3, 0.2]), (199, 1))


def test_moved_firms_stand_where_they_were_put_and_others_as_the_people():
    firms = made_firms([5, 5, 7], [2, 2, 2], [100, 40, 10], [1, 2, 1])
    jobs = np.zeros(199)
    jobs[5], jobs[7] = 1000.0, 10.0
    np.testing.assert_allclose(jobs_by_zone(firms, jobs, SHARE), jobs[:, None] * SHARE)
    firms.flags[1] |= np.uint16(MOVED)
    firms.zone[1] = 2
    staff = 2 * firms.staff[1] / 256
    zones = jobs_by_zone(firms, jobs, SHARE)
    np.testing.assert_allclose(zones[5], (1000 - staff) * SHARE[5] + [0, 0, staff])
    np.testing.assert_allclose(zones.sum(axis=1), jobs)
