// HTMX would begin a moment after this file: a key pressed in between would load a whole page.
htmx.initialize();
