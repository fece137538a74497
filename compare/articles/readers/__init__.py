"""One module a format: bytes → `Document`s. They run in the child process only (`compare.articles.sandbox`)."""
