"""What the formats demand: one file per format, each rule a row with its clause; docs/verify.md lists them all."""
