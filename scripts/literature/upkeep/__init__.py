"""Upkeep: programs that look at what is here and outside, and propose; people accept."""
