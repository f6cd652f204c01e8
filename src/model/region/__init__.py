"""The world as it is: shipped tables, checked on load, as one frozen object of arrays, with their grades."""
