"""Files in and out: workbooks, PDF, plan JSON. Nothing here knows the database."""
