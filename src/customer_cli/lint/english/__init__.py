"""The English words and sentences that the rules about words recognise."""
