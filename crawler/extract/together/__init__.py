"""What do the pages of an archive say of each other? One record a story, its date, its copies, its references."""
