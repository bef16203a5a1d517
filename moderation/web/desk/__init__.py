"""What signed-in people see."""
