"""How a run is put together: commands, settings, capture, ledger; `extract` reads pages, `demo` serves one."""

__version__ = "0.1.0"
