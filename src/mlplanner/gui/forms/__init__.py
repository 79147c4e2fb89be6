"""Form fields bound to a noun's fields: they commit when editing is finished and say what is wrong beside the field."""
