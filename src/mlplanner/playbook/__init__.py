"""The method as data: figures, lists and texts from `resources/playbook/*.toml`, validated, with overrides laid on top."""
