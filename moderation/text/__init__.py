"""Pure functions over what strangers write."""
