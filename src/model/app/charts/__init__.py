"""The page's charts: each takes outcomes and returns a Vega-Lite chart that carries all it needs."""
