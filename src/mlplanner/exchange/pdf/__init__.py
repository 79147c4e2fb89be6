"""The brief and the approval pack as PDF: vectors, embedded fonts, the same bytes for the same plan.

`write_brief_pdf` and `write_pack_pdf` are in `files`. Pages are laid out here and not by ReportLab's Platypus: one text
routine serves paragraphs, cells and charts (so that no character is lost), and page 1 must be one page whatever the texts.
"""
