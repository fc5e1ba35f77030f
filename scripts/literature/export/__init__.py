"""Export: the whole catalogue in forms that databases and search engines load."""
