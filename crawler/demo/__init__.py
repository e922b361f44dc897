"""A small Global Security Newswire of invented stories, served on loopback, with the truth about every page."""
