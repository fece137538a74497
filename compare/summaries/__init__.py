"""Claims → summaries: whole sentences of the articles, each with its place. See `compare.summaries.summarise`."""
