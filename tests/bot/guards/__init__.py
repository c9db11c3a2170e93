"""Tests of what is looked for in a question before anything is done with it."""
