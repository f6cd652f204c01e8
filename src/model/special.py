"""Special functions, from the compiled module that SciPy keeps them in.

`scipy.special` itself wraps hundreds of functions for other libraries of arrays when it is imported, which takes a
tenth of a second; the functions are the same (`experiments.loading.load_mesa` leaves the wrapping for later).
"""

from scipy.special._ufuncs import gammaincinv, ndtr, ndtri

__all__ = ["gammaincinv", "ndtr", "ndtri"]
