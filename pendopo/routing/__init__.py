"""Which field of government a text is about.

Owns topics with their key words, what people decided, and the models that learned from it. Answers one
question for every other context: the three likeliest topics of a text, how far one may trust that, and why.
Refuses to know what a report is, and to decide: a person does.
"""
