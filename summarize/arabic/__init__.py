"""The Arabic language: spelling, sentences, words, numbers, names."""
