"""The review desk on a full screen, with Textual."""
