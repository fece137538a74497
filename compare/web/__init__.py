"""The local page: paste, drop or name several tellings, read what they share, keep it in a library of one's own."""
