"""What is made of the answers: pure comparison and weighing, no network, no files."""
