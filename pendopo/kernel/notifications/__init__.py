"""Messages to people: e-mail, SMS, WhatsApp, web push. Every message is kept with its fate.

`notify` writes the messages and queues their sending in the caller's transaction; the same ``dedupe`` key
never makes a second message. Channels are ports; a city without a gateway keeps its messages as "kept".
"""
