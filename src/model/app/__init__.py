"""The web page: change a lever, run at 1:1000 while one waits, see what is different from the baseline.

Streamlit draws the controls and altair the charts; nothing else in the model needs either. The page asks no address
but its own server, and the simulation runs in processes of its own (`model.app.office`).
"""
