"""What a document says: sections, tables, figures and findings, in no file format.

`build_brief` and `build_pack` are in `briefs` and `packs`. No figure is computed here: each comes from the plan or the engine.
"""
