"""What is refused at the door, to the writer's face."""
