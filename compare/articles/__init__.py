"""Bytes, files and text → `Article`: one source's text, cut into blocks with roles. The way in is `read.read`."""
