"""Which levers and assumptions the answers rest on: Morris screening, Sobol indices."""
