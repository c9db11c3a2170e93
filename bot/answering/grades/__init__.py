"""Answers that are grades: what is asked for, the rows that tell it, what is not so."""
