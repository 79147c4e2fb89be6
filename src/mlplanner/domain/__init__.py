"""The nouns of a plan: values, enums, money, weeks, findings, errors.

A noun's fields are declared once, here; `storage` derives its tables from these classes.
"""
