"""A project turned back into a template: its plan as durations, links and offsets, and what stands around the plan.

What a template cannot express is left out, and said.
"""

from blueprints.services.saving.whole import Drawn, draw_template, save_as_template

__all__ = ["Drawn", "draw_template", "save_as_template"]
