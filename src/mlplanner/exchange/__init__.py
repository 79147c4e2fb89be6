"""Files in and out: workbooks, PDFs and plan JSON. A file that comes back becomes a set of edits, never a write."""
