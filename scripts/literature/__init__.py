"""The engine: reads, checks and publishes a literature database. It knows no topic."""
