"""The word lists of the invented news: no country, person or body in them exists, the news agencies aside."""

from __future__ import annotations

COUNTRIES = ("Valdoria", "Karsund", "Ostmark Isles", "Merrowland", "Tarvenia", "Quillon", "Zerabad", "North Halvar")
PEOPLE = ("Anders Holt", "Mira Castellane", "José Peralta", "Ruth Okonjo", "Emil Brandvold", "Tess Hallowell",
          "Viktor Sorrel", "Zoë Marchetti", "Daniel Fenwick", "Lena Ashgrove")  # fmt: skip
REPORTERS = ("Paula Renwick", "Martin Ellery", "Sonia Tredwell", "Hugh Carrow")
POSTS = ("Deputy Energy Minister", "Senator", "Ambassador", "Army spokesman", "Nuclear envoy", "Safety inspector")
BODIES = ("the Treaty Verification Board", "the Harbor Screening Office", "the Joint Fuel Commission",
          "the Chemical Depot Agency", "the Vaccine Reserve Panel", "the Border Sensor Directorate")  # fmt: skip
THINGS = ("enrichment hall", "nerve agent stockpile", "anthrax vaccine program", "missile interceptor",
          "radiation portal", "plutonium line", "test-ban station", "cesium source", "launch silo",
          "reactor vault", "mustard agent depot", "smallpox reserve")  # fmt: skip
VERBS = ("Delays", "Opens", "Halts", "Reviews", "Expands", "Defends", "Inspects", "Rejects", "Plans", "Seals")
REASONS = ("Budget Fight", "Safety Audit", "Treaty Deadline", "Summit", "Leak Report", "Border Dispute", "Court Ruling")
DOINGS = ("would move", "has begun to dismantle", "intends to fence off", "could not account for",
          "plans to double", "asked inspectors to seal", "will pay for", "lost track of")  # fmt: skip
AMOUNTS = ("three tons of", "roughly 40 percent of", "a second set of", "$18 million worth of", "every one of",
           "two shipments of", "the last remnants of")  # fmt: skip
MATTER = ("spent fuel rods", "artillery shells", "detector panels", "centrifuge parts", "vaccine doses",
          "filled munitions", "guidance units", "storage drums")  # fmt: skip
PLACES = ("the coastal site", "a valley bunker", "the rail yard outside the capital", "an island test range",
          "the old dockyard", "a laboratory near the frontier")  # fmt: skip
SPEECH = ("We will not trade away what we have not counted", "Nobody should sleep well until the drums are gone",
          "It isn't a secret, it's a schedule", "The seals tell us more than the speeches",
          "That deadline was never ours to keep", "We're measuring twice and cutting once")  # fmt: skip
SHORT = ("No date was set.", "More talks are due next month.", "The report remains classified.",
         "Lawmakers objected.", "The work goes on.")  # fmt: skip
AGENCIES = ("Reuters", "Associated Press", "Agence France-Presse", "Kestrel Wire Service", "Halvar Daily Mirror")
SECTIONS = ("Nuclear Weapons", "Biological Weapons", "Chemical Weapons", "Missile Defense", "Terrorism")
STOP_WORDS = frozenset({"a", "an", "the", "of", "over", "on", "to", "for", "at", "after", "and", "in"})
