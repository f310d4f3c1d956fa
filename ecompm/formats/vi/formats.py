from ecompm.formats import DATE_INPUT_FORMATS

# What Django's Vietnamese leaves out: thousands in groups of three, weeks that begin on Monday.
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1

__all__ = ["DATE_INPUT_FORMATS", "FIRST_DAY_OF_WEEK", "NUMBER_GROUPING"]
