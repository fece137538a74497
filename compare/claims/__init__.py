"""`Article` → claims: sentences, the parts of them that stand alone, their words and numbers."""
