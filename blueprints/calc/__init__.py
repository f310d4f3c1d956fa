"""Project templates and the content library, read, judged, laid out and written without Django.

from blueprints.calc import shelf
from blueprints.calc.library import shipped as library
from blueprints.calc.offsets import length, offsets, offsets_around_event
from blueprints.calc.rendering import render
from blueprints.calc.tailoring import without

template = shelf.shipped()["replatforming"]          # or shelf.read(uploaded_text, "own.yaml")
smaller = without(template, {"seo", "payment"})      # links through what leaves are closed
length(smaller), offsets(smaller)                    # working days on most likely durations
library().for_template("risks", template.id)         # patterns offered with it
shelf.read(render(smaller), "copy.yaml") == smaller
"""
