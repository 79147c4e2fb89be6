"""The calculations: pure functions of a snapshot and the playbook. No file, clock, database or window."""
