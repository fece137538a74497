"""Claims × claims → matches: TF-IDF similarity, features, a small trained scorer, and the evidence for each match."""
