"""The heading of the plan, and the definitions of its custom fields."""

from exchange.mspdi.columns import PROJECT, read_columns
from exchange.mspdi.errors import Place
from exchange.mspdi.fields import Fields
from exchange.mspdi.model import CustomField, Project
from exchange.mspdi.reader import ignored
from exchange.mspdi.reader.parts import drop_unread
from exchange.mspdi.report import Recorder


def read_project(fields: Fields, recorder: Recorder) -> Project:
    """Return the heading from the plain children of the root."""
    project = Project(**read_columns(fields, PROJECT))
    drop_unread(fields, recorder, ignored.PROJECT)
    return project


def read_custom_field(fields: Fields, recorder: Recorder) -> CustomField:
    """Return the definition of one custom field; formulas and value lists are reported as dropped."""
    custom_field = CustomField(
        field_id=fields.uid("FieldID"), name=fields.short_text("FieldName"), alias=fields.short_text("Alias")
    )
    fields.place = Place("ExtendedAttribute", custom_field.field_id, custom_field.alias or custom_field.name)
    drop_unread(fields, recorder, ignored.CUSTOM_FIELD)
    return custom_field
