"""The window: Qt widgets that show snapshots and turn what people do into operations."""
