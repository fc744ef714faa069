PREVIEWS: dict[tuple[str, str, str], str] = {}
