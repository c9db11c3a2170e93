"""What is looked for in a question before anything is done with it: plain values in and out."""
