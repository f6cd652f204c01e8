"""Who changes place, and for which: gross flows by cause, from hazards frozen at the start."""
