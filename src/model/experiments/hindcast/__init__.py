"""The model held against history: targets, what a run says of them, naive forecasts, scores, the board."""
