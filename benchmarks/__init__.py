"""What the program holds itself to, runnable by anyone: each script takes its data folder as an argument."""
