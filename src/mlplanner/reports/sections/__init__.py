"""The sections of the approval pack, a file each; each opens with its finding in one sentence."""
