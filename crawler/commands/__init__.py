"""The commands, one file each: `add` declares the options, `run` calls one function of ours and prints."""
