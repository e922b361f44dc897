"""Which stories does a page list or print, and of which day is it?"""
