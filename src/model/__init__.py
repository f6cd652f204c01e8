"""Jingjinji: an agent-based scenario model of the residents and firms of Beijing, Tianjin and Hebei."""
