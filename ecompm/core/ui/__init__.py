"""What pages are made of: marks, formats, navigation, tables and charts. Python that returns safe HTML."""
