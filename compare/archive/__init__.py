"""Archives → stories: which articles tell of one event, which of them are copies, in one process or on Spark."""
