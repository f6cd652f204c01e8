"""Code is loaded without looking for garbage, Mesa without its spaces; both are whole afterwards."""

import gc
import subprocess
import sys

import pytest

from model.experiments.loading import uncollected


def test_nothing_is_collected_inside_and_all_is_as_before_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failing_import_leaves_the_collector_on() -> None:
    with pytest.raises(ImportError), uncollected():
        raise ImportError
    assert gc.isenabled()


def test_who_has_turned_the_collector_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_mesa_is_itself_and_what_only_its_spaces_need_comes_when_it_is_used() -> None:
    code = (
        "import sys\n"
        "from model.experiments.loading import load_mesa\n"
        "load_mesa()\n"
        "import mesa, numpy, networkx\n"
        "early = [name for name in ('networkx.algorithms', 'scipy.spatial', 'numpy.f2py.crackfortran')"
        " if name in sys.modules]\n"
        "assert not early, early\n"
        "assert mesa.Model(rng=1).agents is not None\n"
        "import mesa.experimental.devs\n"
        "from mesa.experimental.continuous_space import ContinuousSpace\n"
        "assert networkx.path_graph(3).number_of_edges() == 2\n"
        "assert mesa.space.NetworkGrid(networkx.Graph([(0, 1)])).G.number_of_nodes() == 2\n"
        "assert callable(numpy.f2py.run_main) and mesa.experimental.devs.ABMSimulator\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_scipy_is_itself_though_its_wrappers_come_when_they_are_used() -> None:
    code = (
        "import sys\n"
        "from model.experiments.loading import load_mesa\n"
        "load_mesa()\n"
        "from model.special import gammaincinv, ndtr, ndtri\n"
        "import numba\n"
        "early = [name for name in ('scipy.linalg.blas', 'scipy.special._support_alternative_backends')"
        " if name in sys.modules]\n"
        "assert not early, early\n"
        "from scipy import stats\n"
        "import scipy.special as special\n"
        "import scipy.linalg\n"
        "assert special.ndtri(0.5) == ndtri(0.5) == 0.0 and special.gammaincinv(2, 0.5) == gammaincinv(2, 0.5)\n"
        "assert special.ndtr(0.0) == ndtr(0.0) == stats.norm.cdf(0.0) == 0.5\n"
        "assert scipy.linalg.det([[2.0]]) == 2.0\n"
        "import numpy as np\n"
        "product = numba.njit(lambda a: a @ a)(np.eye(3) * 2.0)\n"
        "assert product[0, 0] == 4.0\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_stack_is_whole_again_once_mesa_is_there() -> None:
    code = (
        "import inspect\n"
        "from model.experiments.loading import load_mesa\n"
        "load_mesa()\n"
        "assert inspect.stack()[0].code_context is None or inspect.stack()[0].code_context\n"
        "assert inspect.stack.__name__ == 'stack'\n"
        "import mesa\n"
        "assert mesa.model._mesa_logger.name == 'MESA.mesa.model'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
