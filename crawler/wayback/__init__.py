"""Other archives as a source: their listings, their replay, and how a capture of theirs is told from ours."""
