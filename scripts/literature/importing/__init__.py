"""Other people's lists and bibliographies -> entries, with a report of what became of each line."""
