"""Tables as files, out and in: CSV and Excel workbooks. Uploads are limited before anything is unpacked."""

from ecompm.core.sheets.reading import LIMITS, Line, Sheet, SheetError, read_sheet
from ecompm.core.sheets.writing import workbook, workbook_response

__all__ = ["LIMITS", "Line", "Sheet", "SheetError", "read_sheet", "workbook", "workbook_response"]
