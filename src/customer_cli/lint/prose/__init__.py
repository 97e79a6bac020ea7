"""What can be seen in a phrase of plain English: pure functions from text to the words seen."""
