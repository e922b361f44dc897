"""Everything in an archive against the standards and against each other: files, folder, records, ledger.

What a single format demands is in `storage/checks`; here is what ties the parts of an archive together.
"""
