"""Matches → facts and conflicts."""
