"""Every write: one short function per intent of the user, run by `Workspace.run` as one undoable step."""
