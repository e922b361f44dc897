"""What does a line say, taken alone? Sentences, labels, names, dates, citations, references."""
